import { ToonbankError } from '../src/index.ts';

/** The error with which something fails. @throws Error when it does not, or with anything else */
export async function failure(work: Promise<unknown>): Promise<ToonbankError> {
  let reply: unknown;
  try {
    reply = await work;
  } catch (error) {
    if (error instanceof ToonbankError) return error as ToonbankError;
    throw error;
  }
  throw new Error(`nothing failed; the reply is ${JSON.stringify(reply)}`);
}
