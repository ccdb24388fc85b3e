import { timingSafeEqual } from 'node:crypto';
import { secretList } from '../../../../platform/config.ts';
import { fromUnixSeconds } from '../../../../platform/instant.ts';
import { type Webhook } from '../../../../platform/webhooks.ts';

/** How far a delivery's time may be from ours, either way; the value of the Standard Webhooks specification. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Resend's deliveries, signed by Svix: `svix-signature` over `id.timestamp.body`. Several secrets count while one is
 * rotated out. The library's own `verify` looks at the machine's clock; ours is the request's, so time is checked here.
 */
export const resendWebhook: Webhook = {
  provider: 'resend',
  async verify(rawBody, header, now) {
    const id = header('svix-id') ?? '';
    const timestamp = fromUnixSeconds(parseInt(header('svix-timestamp') ?? '', 10));
    if (!/^[\w-]{1,128}$/.test(id) || !(Math.abs(timestamp.getTime() - now.getTime()) <= TOLERANCE_MS)) return undefined;
    const { Webhook: Signer } = await import('./resend.lazy.ts');
    const expected = secretList('RESEND_WEBHOOK_SECRETS').map((secret) => new Signer(secret).sign(id, timestamp, rawBody));
    const given = (header('svix-signature') ?? '').split(' ');
    if (!given.some((signature) => expected.some((one) => same(one, signature)))) return undefined;
    const { type } = JSON.parse(rawBody.toString('utf8')) as { type?: unknown };
    return typeof type === 'string' ? { eventId: id, type } : undefined;
  },
};

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
