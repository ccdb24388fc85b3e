import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a trailing slash. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Where this repository keeps what it can make again: the emulator's executable, the address book of a running stack. */
export const CACHE = `${ROOT}/node_modules/.cache/toonbank`;
