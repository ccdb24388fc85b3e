import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** How SWC reads our files. JSX stays out of .ts, where `<T>(x: T) => x` is a generic function. */
const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic' } },
    },
  },
];

/** Tests stand beside the code they test; scenarios and rules tests stand in functions/test. */
export default {
  testEnvironment: 'node',
  // Git keeps no empty folder, and Jest refuses a root that does not exist.
  roots: ['functions/src', 'functions/test', 'functions/build', 'local', 'client', 'lint', 'bench'].map(at).filter(existsSync),
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.ts$': swc(false), '\\.tsx$': swc(true) },
  // The functions under test log each call. `npm test -- --silent=false` shows it.
  silent: true,
  // Every suite with a stack runs an emulator and a functions process beside its own worker.
  maxWorkers: 2,
  testTimeout: 30_000,
};
