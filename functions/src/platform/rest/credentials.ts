import { getAppCheck } from 'firebase-admin/app-check';
import { getAuth, type DecodedIdToken } from 'firebase-admin/auth';
import type { Request } from 'firebase-functions/v2/https';
import { isApiKey } from '../api-key.ts';
import { setting } from '../config.ts';
import { AppError } from '../errors.ts';
import { defaultApp } from '../firestore.ts';
import { sha256 } from '../ids.ts';
import { type Call } from '../call.ts';

type Credentials = Pick<Call, 'user' | 'apiKey' | 'appChecked'>;

/**
 * Who a request says it comes from: a person by a Firebase ID token, a program by an API key, or nobody.
 * @throws AppError `unauthenticated` for a token that is expired, of another project or not one at all
 */
export async function credentialsOf(request: Request): Promise<Credentials> {
  const [scheme = '', credential = '', ...rest] = (request.get('authorization') ?? '').split(' ');
  if (scheme === '') return { user: undefined, apiKey: undefined, appChecked: await isAppChecked(request) };
  if (scheme.toLowerCase() !== 'bearer' || credential === '' || rest.length > 0) throw refused('the Authorization header is not a bearer token');
  if (isApiKey(credential)) return { user: undefined, apiKey: credential, appChecked: false };
  const { uid, email, email_verified: emailVerified } = await verified(credential);
  return { user: { uid, email: email ?? null, emailVerified: emailVerified === true }, apiKey: undefined, appChecked: await isAppChecked(request) };
}

interface Known {
  readonly token: DecodedIdToken;
  readonly until: number;
}

const MAX_KNOWN = 2000;
const KNOWN_FOR_MS = 5 * 60_000;
/** Tokens this instance has verified, by their hash. The outcome cannot change before a token expires. */
const known = new Map<string, Known>();

async function verified(credential: string): Promise<DecodedIdToken> {
  const key = sha256(credential);
  const now = Date.now();
  const before = known.get(key);
  if (before !== undefined && before.until > now) return before.token;
  const token = await verify(credential);
  known.delete(key);
  known.set(key, { token, until: Math.min(token.exp * 1000, now + KNOWN_FOR_MS) });
  const oldest = known.keys().next();
  if (known.size > MAX_KNOWN && oldest.done !== true) known.delete(oldest.value);
  return token;
}

async function verify(credential: string): Promise<DecodedIdToken> {
  try {
    return await getAuth(defaultApp()).verifyIdToken(credential);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    // Not the caller's fault: Google's certificates could not be had.
    if (code === 'auth/internal-error' || code === 'app/network-error') {
      throw new AppError('provider-unavailable', `token could not be verified: ${code}`, { cause: thrown });
    }
    throw refused(`ID token refused: ${code}`);
  }
}

async function isAppChecked(request: Request): Promise<boolean> {
  const token = request.get('x-firebase-appcheck');
  if (setting('APP_CHECK') !== 'enforce' || token === undefined) return false;
  return getAppCheck(defaultApp()).verifyToken(token).then(() => true, () => false);
}

function refused(reason: string): AppError {
  return new AppError('unauthenticated', reason, {
    say: {
      en: 'The credential in the Authorization header is not valid, or has expired.',
      nl: 'De gegevens in de Authorization-header zijn niet geldig of verlopen.',
    },
  });
}
