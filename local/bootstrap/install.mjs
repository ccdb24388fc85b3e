import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Refusal } from './node-version.mjs';
import { ROOT } from './root.mjs';

/** Runs `npm ci` in a folder unless what is installed there is already what its lock file asks for. */
export function ensureInstalled(folder) {
  if (isInstalled(folder)) return;
  const name = relative(ROOT, folder) || 'the root folder';
  console.log(`Installing the packages of ${name} …`);
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
  if (npm.error) throw new Refusal(`npm could not be started: ${npm.error.message}.`);
  if (npm.status !== 0) throw new Refusal(`npm ci failed in ${name}; its message stands above.`);
}

/**
 * Compares the lock file with the copy of it that npm leaves in node_modules as the last thing it writes. That copy
 * knows installs made by hand too, and an interrupted install has none. Optional packages may be absent: they are
 * left out on platforms they are not made for.
 */
export function isInstalled(folder) {
  const receipt = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(receipt)) return false;
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const present = readPackages(receipt);
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = present[path];
    if (!found) return Boolean(entry.optional || entry.devOptional);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
