import { AbortedError, NetworkError } from './errors.ts';
import { AppCheckRequiredError, ForbiddenError, InternalError, InvalidInputError, LimitReachedError, NotFoundError, UnauthenticatedError } from './errors.generated.ts';
import { ToonbankError } from './toonbank-error.ts';
import { say, type Language } from './words.ts';

/** What Storage's SDK throws, as ours. Its own error is the `cause`. */
export function storageError(thrown: unknown, language: Language): ToonbankError {
  if (thrown instanceof ToonbankError) return thrown as ToonbankError;
  const code = String((thrown as { code?: unknown }).code).replace('storage/', '');
  const facts = { cause: thrown, data: { storage: code } };
  switch (code) {
    case 'canceled':
      return new AbortedError('aborted', say('aborted', language), facts);
    case 'unauthorized':
      return new ForbiddenError('forbidden', say('refused-file', language), facts);
    case 'unauthenticated':
      return new UnauthenticatedError('unauthenticated', say('signed-out', language), facts);
    case 'unauthorized-app':
      return new AppCheckRequiredError('app-check-required', say('refused-file', language), facts);
    case 'quota-exceeded':
      return new LimitReachedError('limit-reached', say('storage-full', language), facts);
    case 'object-not-found':
      return new NotFoundError('not-found', say('no-file', language), facts);
    case 'retry-limit-exceeded':
    case 'server-file-wrong-size':
      return new NetworkError('network', say('network', language), facts);
    default:
      return code.startsWith('invalid-') ? new InvalidInputError('invalid-input', say('no-file', language), facts) : new InternalError('internal', say('answer', language), facts);
  }
}
