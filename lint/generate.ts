import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../local/bootstrap/root.mjs';
import { GENERATED } from './generated.ts';

for (const { file, make } of GENERATED) {
  const path = join(ROOT, file);
  const text = await make();
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) continue;
  await writeFile(path, text);
  console.log(`Wrote ${file}.`);
}
