import { AppError } from '../../../platform/errors.ts';
import { type FoundIssue } from './csv-issue.ts';

/** Issues as of any other input; which line and column is in their path. */
export function notValid(issues: readonly FoundIssue[]): AppError {
  const line = issues[0]?.line;
  return new AppError('invalid-input', `csv: ${issues.length} issues, the first on line ${line}`, {
    say: {
      en: `Nothing was imported: ${issues.length} cells are not right. The first is on line ${line}.`,
      nl: `Er is niets geïmporteerd: ${issues.length} cellen kloppen niet. De eerste staat op regel ${line}.`,
    },
    issues: issues.map(({ line: at, column, say }) => ({ path: ['csv', String(at), column].filter((part) => part !== null).join('.'), code: 'custom', message: say.en, dutch: say.nl })),
    data: { issues: issues.map(({ line: at, column, columnNumber }) => ({ line: at, column, columnNumber })) },
  });
}
