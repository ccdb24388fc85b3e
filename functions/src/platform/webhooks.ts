import type { Response } from 'express';
import type { Request } from 'firebase-functions/v2/https';
import { requestClock } from './clock.ts';
import { setting } from './config.ts';
import { storeEvent } from './inbox.ts';
import { log } from './log.ts';
import { correlationIdOf } from './surfaces.ts';
import { queueEvent } from './triggers.ts';

/** What a verified delivery turned out to be. */
export interface VerifiedEvent {
  readonly eventId: string;
  readonly type: string;
}

/** How one provider's deliveries are verified. The path is `/<provider>`. */
export interface Webhook {
  readonly provider: string;
  /**
   * Checks the signature on the raw body and reads id and type.
   * @returns `undefined` when the signature does not hold
   */
  verify(rawBody: Buffer, header: (name: string) => string | undefined, now: Date): Promise<VerifiedEvent | undefined>;
}

const MAX_EVENT_BYTES = 512 * 1024;

/** Verifies, stores under the provider's id, answers 200, hands to a task. Nothing else happens while they wait. */
export async function receiveWebhook(webhooks: readonly Webhook[], request: Request, response: Response): Promise<void> {
  const provider = request.path.replace(/^\/+/, '');
  const webhook = webhooks.find((candidate) => candidate.provider === provider);
  if (webhook === undefined) return refuse(response, 404, 'unknown provider');
  if (request.method !== 'POST') return refuse(response.set('Allow', 'POST'), 405, 'POST only');
  if (request.rawBody === undefined || request.rawBody.length === 0) return refuse(response, 400, 'empty body');
  if (request.rawBody.length > MAX_EVENT_BYTES) return refuse(response, 413, 'body too large');
  const clock = await requestClock(setting('CLOCK_URL'));
  const event = await webhook.verify(request.rawBody, (name) => request.get(name), clock.now());
  if (event === undefined) {
    log.warning('webhook.refused', { provider, ip: request.ip });
    return refuse(response, 400, 'signature does not verify');
  }
  const { eventId, type } = event;
  const payload = request.rawBody.toString('utf8');
  const inboxId = await storeEvent({ provider, eventId, type, payload, correlationId: correlationIdOf(request) }, clock);
  if (inboxId !== undefined) await queueEvent(inboxId);
  response.status(200).json({ received: true });
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
