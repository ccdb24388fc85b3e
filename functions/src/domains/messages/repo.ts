import { type Clock } from '../../platform/clock.ts';
import { type OutboxDocument } from '../../platform/outbox.ts';
import { tenantCollection, userCollection, type Entity, type Tenant } from '../../platform/tenancy.ts';
import { reader, transact, type Reader } from '../../platform/tx.ts';
import { type MailPayload } from './mail.ts';
import { type PushOutcome } from './push.ts';

/** One app of one person that can be reached by push; written by the app itself, under the rules. */
export interface Device extends Entity {
  readonly token: string;
  readonly platform: string;
  readonly updatedAt: Date;
}

const devices = userCollection<Device>('devices');
const outbox = tenantCollection<OutboxDocument>('outbox');

/** More than anybody carries; a client that writes endless tokens reaches no further. */
const MAX_DEVICES = 20;

export function devicesOf(uid: string): Promise<Device[]> {
  return reader.find(devices.of(uid).orderBy('updatedAt', 'desc').limit(MAX_DEVICES));
}

/** Removes a device whose token is dead, unless its app has registered a new one meanwhile. */
export function forgetDevice(uid: string, device: Device, clock: Clock): Promise<void> {
  const ref = devices.doc(uid, device.id);
  return transact(clock, async (tx) => {
    if ((await tx.get(ref))?.token === device.token) tx.delete(ref);
  });
}

/** Notes what became of one device, so that a later attempt leaves it alone. */
export function noteOutcome(org: Tenant, outboxId: string, device: string, outcome: PushOutcome, clock: Clock): Promise<void> {
  const ref = outbox.doc(org, outboxId);
  return transact(clock, async (tx) => tx.patch(ref, { [`devices.${device}`]: outcome }));
}

export type MailDocument = OutboxDocument & MailPayload;

/** A mail of the outbox, for what its provider reports afterwards. */
export function mailRef(org: Tenant, outboxId: string) {
  return outbox.doc(org, outboxId);
}

export async function findMail(from: Reader, org: Tenant, outboxId: string): Promise<MailDocument | undefined> {
  const document = await from.get(mailRef(org, outboxId));
  // Every kind shares the collection; only mails have the fields of a mail.
  return document?.kind === 'mail' ? (document as MailDocument) : undefined;
}
