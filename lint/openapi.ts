import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';

/** Redocly's recommended rules, with what does not fit a private interface left out. */
const RULES = {
  extends: ['recommended-strict' as const],
  rules: {
    // A path that needs no credential (a shop's cart) says so with an empty requirement, which this rule takes for none.
    'security-defined': 'error' as const,
    'operation-4xx-response': 'error' as const,
    // `/customers/{customerId}` beside `/customers/search`: a literal wins, and no id of ours is such a word.
    'no-ambiguous-paths': 'off' as const,
  },
};

/** Lints the description of the interface. @returns one line for each complaint */
export async function lintOpenapi(file: string): Promise<string[]> {
  const config = await createConfig(RULES);
  const problems = await lintFromString({ source: await readFile(file, 'utf8'), absoluteRef: file, config });
  return problems.map(({ ruleId, message, location: [at] }) => `${ruleId}: ${message} (${at?.pointer ?? ''})`);
}
