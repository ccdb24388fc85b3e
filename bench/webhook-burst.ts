import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { closeDatabase, database } from '../functions/src/platform/firestore.ts';
import { ROOT } from '../local/bootstrap/root.mjs';
import { LOCAL_SECRETS } from '../local/stack/config.ts';
import { startStack, type OwnStack } from '../local/stack/index.ts';
import { timeEach } from './callable.ts';
import { row, rowAtLeast, type Bench } from './row.ts';
import { scaled } from './scale.ts';

const EVENTS = scaled(1_000, 90);
const CLIENTS = 50;
const ROUNDS = scaled(5, 1);
const ORG = 'molen';

/**
 * 1,000 signed deliveries of a mail provider, a third of them repeated, until every mail bears its report: verified,
 * stored, queued, processed. Against storing and acknowledging alone.
 */
export const webhookBurst: Bench = {
  name: 'webhook-burst',
  floor: 'a bare function that stores each delivery under its id and acknowledges it: no signature, no queue, no effect',
  async run() {
    // No outside world, and so no movable clock: both sides ask the machine for the time.
    const [ours, bare] = await Promise.all([startStack({ world: false }), startStack({ functions: { lib: join(ROOT, 'bench/bare') }, world: false })]);
    Object.assign(process.env, ours.env);
    await closeDatabase();
    try {
      const rates: number[] = [];
      const wrong: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        await writeMails(database(), round);
        await ours.awaitIdle(60);
        const floor = await burst(bare, 'ack', round);
        const took = await burst(ours, 'webhooks/resend', round);
        // The first round opens connections and compiles.
        if (round > 0) rates.push(floor / took);
        wrong.push(await mailsWithout(1, round));
      }
      return [
        rowAtLeast('webhook deliveries per second to settled state, 1,000 at once, times storing and acknowledging them, at least', rates, 1, 0.5),
        row('mails of such a burst that do not bear their report exactly once', [Math.max(...wrong)], 0, 0),
      ];
    } finally {
      await closeDatabase();
      await Promise.all([ours.stop(), bare.stop()]);
    }
  },
};

/** Every third delivery repeats the one before it. */
const mailOf = (round: number, index: number): string => `mail-${round}-${index % 3 === 2 ? index - 1 : index}`;

/** Mails that have left and of which nothing has been heard yet. */
async function writeMails(db: ReturnType<typeof database>, round: number): Promise<void> {
  const delivery = { state: 'SUCCESS', attempts: 1, dueAt: null, startTime: new Date(), endTime: new Date(), leaseExpireTime: null, error: null };
  const writer = db.bulkWriter();
  for (const id of mailsOf(round)) {
    const mail = { kind: 'mail', to: ['r@example.test'], correlationId: 'bench', createdAt: new Date(), delivery: { ...delivery, info: { messageId: `re-${id}` } } };
    void writer.set(db.doc(`orgs/${ORG}/outbox/${id}`), mail);
  }
  await writer.close();
}

function mailsOf(round: number): string[] {
  return [...new Set(Array.from({ length: EVENTS }, (_, index) => mailOf(round, index)))];
}

async function mailsWithout(reports: number, round: number): Promise<number> {
  const db = database();
  const docs = await db.getAll(...mailsOf(round).map((id) => db.doc(`orgs/${ORG}/outbox/${id}`)));
  return docs.filter((doc) => ((doc.get('delivery.events') ?? []) as unknown[]).length !== reports).length;
}

/** @returns milliseconds from the first delivery until nothing is under way any more */
async function burst(stack: OwnStack, path: string, round: number): Promise<number> {
  const began = performance.now();
  await timeEach(EVENTS, CLIENTS, async (index) => {
    const mail = mailOf(round, index);
    const body = JSON.stringify(delivered(mail));
    const response = await fetch(`${stack.functionsUrl}/${path}`, { method: 'POST', headers: signed(`msg_${mail}`, body), body });
    if (response.status !== 200) throw new Error(`delivery answered ${response.status}`);
  });
  await stack.awaitIdle(120);
  return performance.now() - began;
}

function signed(id: string, body: string): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000);
  const key = Buffer.from(LOCAL_SECRETS.resendWebhook.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'content-type': 'application/json', 'svix-id': id, 'svix-timestamp': String(seconds), 'svix-signature': `v1,${signature}` };
}

function delivered(mail: string): object {
  const data = { email_id: `re-${mail}`, to: ['r@example.test'], subject: 'Factuur 2026-0031', tags: { org: ORG, outbox: mail } };
  return { id: `msg_${mail}`, type: 'email.delivered', created_at: new Date().toISOString(), data };
}
