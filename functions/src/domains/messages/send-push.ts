import { sha256 } from '../../platform/ids.ts';
import { log } from '../../platform/log.ts';
import { type Effect, type EffectContext } from '../../platform/outbox.ts';
import { reader } from '../../platform/tx.ts';
import { membersWith, organisation, profiles } from '../accounts/api.ts';
import { sendThroughFcm } from './providers/fcm/send-push.ts';
import { type PushPayload } from './push.ts';
import { devicesOf, forgetDevice, noteOutcome, type Device } from './repo.ts';
import { renderPush } from './templates/push-templates.ts';

interface Target {
  /** Names the device in the outbox document; made from the token, so one phone shared by two people rings once. */
  readonly key: string;
  readonly uid: string;
  readonly device: Device;
  readonly language: 'nl' | 'en';
}

/** How many devices are served at once. */
const WIDTH = 20;

/** The outbox kind `push`: to every device of the recipients that has not had it yet. */
export const pushEffect: Effect<PushPayload> = {
  kind: 'push',
  maxAttempts: 6,
  leaseMs: 90_000,
  async perform(context) {
    const { payload } = context;
    const targets = await targetsOf(context);
    const open = targets.filter(({ key }) => payload.devices[key] === undefined);
    const failures: string[] = [];
    for (let start = 0; start < open.length; start += WIDTH) {
      const batch = await Promise.allSettled(open.slice(start, start + WIDTH).map((target) => ring(context, target)));
      for (const result of batch) if (result.status === 'rejected') failures.push(String(result.reason));
    }
    if (failures.length > 0) throw new Error(`${failures.length} of ${targets.length} devices: ${failures[0]}`);
    return { devices: targets.length };
  },
};

async function ring({ org, payload, outboxId, clock }: EffectContext<PushPayload>, target: Target): Promise<void> {
  const { name, data } = payload.template;
  const { title, body, path } = renderPush(name, data, target.language);
  const answer = await sendThroughFcm({
    token: target.device.token,
    title,
    body,
    // One of each tenant's own: two shops of one person must not replace each other's notifications.
    collapseKey: `${org.id}:${payload.collapseKey}`,
    data: { path, orgId: org.id, template: name },
  });
  const messageId = answer.state === 'sent' ? answer.messageId : null;
  await noteOutcome(org, outboxId, target.key, { state: answer.state, messageId }, clock);
  if (answer.state === 'gone') await forgetDevice(target.uid, target.device, clock);
  if (answer.state !== 'sent') log.warning('push.undeliverable', { outboxId, reason: answer.reason });
}

/** Decided at sending: who holds the permission now, which devices they have now, which language they read now. */
async function targetsOf({ org, payload }: EffectContext<PushPayload>): Promise<Target[]> {
  const { recipients } = payload;
  const uids = 'uids' in recipients ? recipients.uids : (await membersWith(reader, org, recipients.permission)).map(({ id }) => id);
  const [owner, people] = await Promise.all([organisation(reader, org), profiles(reader, uids)]);
  const targets = await Promise.all(
    uids.map(async (uid, index) => {
      const language = people[index]?.language ?? owner.language;
      return (await devicesOf(uid)).map((device) => ({ key: sha256(device.token).slice(0, 32), uid, device, language }));
    }),
  );
  return [...new Map(targets.flat().map((target) => [target.key, target])).values()];
}
