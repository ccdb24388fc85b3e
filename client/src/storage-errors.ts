import type { Connection } from './connection.ts';
import { AbortedError, NetworkError } from './errors.ts';
import { AppCheckRequiredError, ForbiddenError, InternalError, InvalidInputError, LimitReachedError, NotFoundError, UnauthenticatedError } from './errors.generated.ts';
import { ToonbankError } from './toonbank-error.ts';
import { say } from './words.ts';

/** What Storage's SDK throws, as ours. Its own error is the `cause`. */
export function storageError(thrown: unknown, { language, options }: Pick<Connection, 'language' | 'options'>): ToonbankError {
  if (thrown instanceof ToonbankError) return thrown as ToonbankError;
  const said = String((thrown as { code?: unknown }).code).replace('storage/', '');
  // Storage says the same to who may not and to who is nobody.
  const code = said === 'unauthorized' && options.auth?.currentUser === null ? 'unauthenticated' : said;
  const facts = { cause: thrown, data: { storage: said } };
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
