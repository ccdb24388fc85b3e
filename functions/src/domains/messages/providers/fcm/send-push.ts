import { applicationDefault } from 'firebase-admin/app';
import { requiredSetting, setting } from '../../../../platform/config.ts';
import { sha256 } from '../../../../platform/ids.ts';
import { type OutgoingPush, type PushAnswer } from '../port.ts';

const TIMEOUT_MS = 10_000;

/** FCM's HTTP v1 errors, as far as they decide what to do. */
interface FcmFailure {
  readonly error?: {
    readonly status?: string;
    readonly message?: string;
    readonly details?: readonly { readonly '@type'?: string; readonly errorCode?: string }[];
  };
}

/**
 * Sends to one device through FCM's HTTP v1 API. `firebase-admin/messaging` speaks the same protocol but only to
 * Google's own host, so the local stack could not stand in for it.
 * @throws Error when a later attempt may do
 */
export async function sendThroughFcm(push: OutgoingPush): Promise<PushAnswer> {
  const { base, token } = await endpoint();
  const response = await fetch(`${base}/v1/projects/${projectId()}/messages:send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ message: toMessage(push) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = (await response.json()) as { readonly name?: string } & FcmFailure;
  if (response.ok && body.name !== undefined) return { state: 'sent', messageId: body.name };
  return failed(response.status, body);
}

function failed(status: number, { error }: FcmFailure): PushAnswer {
  const code = error?.details?.find(({ errorCode }) => errorCode !== undefined)?.errorCode ?? error?.status ?? 'UNKNOWN';
  const reason = `fcm ${status} ${code}: ${error?.message ?? ''}`;
  if (code === 'UNREGISTERED' || code === 'SENDER_ID_MISMATCH') return { state: 'gone', reason };
  if (code === 'INVALID_ARGUMENT') return { state: 'refused', reason };
  throw new Error(reason);
}

/** The same notification sent again replaces itself, on every kind of device. */
function toMessage({ token, title, body, collapseKey, data }: OutgoingPush) {
  // APNs takes 64 bytes, Web Push 32 characters of base64url.
  const short = sha256(collapseKey).slice(0, 32);
  return {
    token,
    notification: { title, body },
    data,
    android: { collapse_key: short, priority: 'HIGH', notification: { tag: short } },
    apns: { headers: { 'apns-collapse-id': short }, payload: { aps: { sound: 'default' } } },
    webpush: { headers: { Topic: short }, notification: { tag: short } },
  };
}

async function endpoint(): Promise<{ base: string; token: string }> {
  const base = setting('FCM_BASE_URL');
  if (base !== '') {
    // Only the local stack sets this; it asks for a bearer token as FCM does, and takes any.
    requiredSetting('CLOCK_URL');
    return { base, token: 'local' };
  }
  const { access_token: token } = await applicationDefault().getAccessToken();
  return { base: 'https://fcm.googleapis.com', token };
}

function projectId(): string {
  const id = process.env['GCLOUD_PROJECT'];
  if (id === undefined || id === '') throw new Error('GCLOUD_PROJECT is not set');
  return id;
}
