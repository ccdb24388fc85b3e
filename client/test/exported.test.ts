import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { exportedBy } from '../build/exported.ts';

const entry = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('all that the entry points name is found, whole', async () => {
  const found = [...(await exportedBy(entry('../src/index.ts'))), ...(await exportedBy(entry('../src/react/index.ts')))];
  expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['createToonbank', 'createFiles', 'followOrder', 'ToonbankError', 'Live', 'useLive', 'usePages']));
  for (const { name, declaration } of found) {
    const count = (letter: string) => declaration.split(letter).length;
    expect([name, count('{'), count('(')]).toEqual([name, count('}'), count(')')]);
    expect(declaration).toMatch(/[;}]$/);
    expect(declaration).not.toMatch(/private|constructor|undefined;\n\n\n|\n\/\*\*/);
  }
});

test('a class shows what is public, and its documentation is prose', async () => {
  const found = await exportedBy(entry('../src/index.ts'));
  const error = found.find(({ name }) => name === 'ToonbankError');
  expect(error?.declaration).toContain('  issuesAt(path: string): readonly FieldIssue[];\n}');
  expect(error?.declaration).not.toContain('return');
  expect(found.find(({ name }) => name === 'createToonbank')).toMatchObject({
    kind: 'function',
    text: 'A client that calls and listens.  \nThrows TypeError when it does not follow where the server is',
    declaration: 'function createToonbank(options: LiveOptions): Toonbank;',
  });
});
