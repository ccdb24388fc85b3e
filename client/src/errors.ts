import { SERVER_ERRORS, type ServerErrorCode } from './errors.generated.ts';
import { ToonbankError, type ErrorFacts } from './toonbank-error.ts';

/** No answer came, or none of ours. What was asked may have happened; the same key makes asking again safe. */
export class NetworkError extends ToonbankError<'network'> {
  override readonly name = 'NetworkError';
}

/** The device says that it has no connection; nothing was sent. */
export class OfflineError extends ToonbankError<'offline'> {
  override readonly name = 'OfflineError';
}

/** No answer in time. What was asked may have happened; the same key makes asking again safe. */
export class TimeoutError extends ToonbankError<'timeout'> {
  override readonly name = 'TimeoutError';
}

/** The caller's own `AbortSignal` fired. What was asked may have happened. */
export class AbortedError extends ToonbankError<'aborted'> {
  override readonly name = 'AbortedError';
}

/** Every code of an error of this package. */
export type ErrorCode = ServerErrorCode | 'network' | 'offline' | 'timeout' | 'aborted';

/** The error of the class for `code`; of the base class for one that this version of the client does not know. */
export function serverError(code: string, message: string, facts: ErrorFacts): ToonbankError {
  if (!Object.hasOwn(SERVER_ERRORS, code)) return new ToonbankError(code, message, facts);
  const OfCode = SERVER_ERRORS[code as ServerErrorCode] as new (code: string, message: string, facts: ErrorFacts) => ToonbankError;
  return new OfCode(code, message, facts);
}
