import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { buildIfStale } from '../build/build.mjs';
import { ROOT } from '../../local/bootstrap/root.mjs';

/** What `firebase deploy` would compute from the built functions: names, triggers, sizes, secrets, parameters. */
test('what would be deployed is what we agreed to deploy', async () => {
  await buildIfStale();
  const folder = await mkdtemp(join(tmpdir(), 'toonbank-manifest-'));
  const file = join(folder, 'manifest.json');
  const bin = join(ROOT, 'functions/node_modules/firebase-functions/lib/bin/firebase-functions.js');
  const env = { ...process.env, FUNCTIONS_MANIFEST_OUTPUT_PATH: file, GCLOUD_PROJECT: 'demo-toonbank' };
  await promisify(execFile)(process.execPath, [bin, '.'], { cwd: join(ROOT, 'functions'), env });
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  await rm(folder, { recursive: true });
  expect(manifest).toMatchSnapshot();
}, 30_000);
