import { AppError } from '../../src/platform/errors.ts';

/** The error with which a call is refused. @throws Error when it is not */
export async function refusal(call: Promise<unknown>): Promise<AppError> {
  let reply: unknown;
  try {
    reply = await call;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`nothing was refused; the reply is ${JSON.stringify(reply)}`);
}
