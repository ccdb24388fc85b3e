import { AppError } from '../../platform/errors.ts';

/**
 * Asks with the usual key and, when the provider keeps an answer of 5xx under it, which it would repeat for a day, once
 * more with another. Only for what does no harm when it is done twice: what the spoilt key may have made is never used.
 */
export async function pastSpoiltKey<Answer>(usual: string, other: string, ask: (idempotencyKey: string) => Promise<Answer>): Promise<Answer> {
  try {
    return await ask(usual);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.data?.['spoiltKey'] !== true) throw thrown;
    return ask(other);
  }
}
