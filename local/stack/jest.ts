import { afterAll, beforeAll } from '@jest/globals';
import { type OwnStack, type StackOptions, startStack } from './index.ts';

/**
 * One stack for the tests of a file: started before them, ended after them. The Admin SDK and our own config in the
 * test process point at it too.
 * @returns a function that gives the running stack; call it inside tests and hooks only
 */
export function useStack(options: StackOptions = {}): () => OwnStack {
  let stack: OwnStack | undefined;
  beforeAll(async () => {
    stack = await startStack(options);
    Object.assign(process.env, stack.env);
  }, 60_000);
  afterAll(async () => {
    await stack?.stop();
    // Connections that end with it say so now, while there is still somebody to hear it.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }, 30_000);
  return () => {
    if (!stack) throw new Error('The stack runs only inside tests and hooks of this file.');
    return stack;
  };
}
