import { startStack } from '../../../local/stack/index.ts';
import { frozenClock } from '../../src/platform/clock.ts';
import { closeDatabase, database } from '../../src/platform/firestore.ts';
import { finalizeInvoice } from '../../src/domains/invoices/actions/finalize-invoice.ts';
import { aCustomer, aDraft, type InvoiceReply } from '../builders/invoice.ts';
import { anOrganisation, joinAs } from '../builders/organisation.ts';
import { callAs } from '../support/call.ts';
import { everything } from '../support/everything.ts';

const CLIENTS = 20;
const DRAFTS = 100;

/** Runs `work` on emulators of its own, in this process. */
async function onDatabase<T>(work: () => Promise<T>): Promise<T> {
  const stack = await startStack({ functions: false });
  Object.assign(process.env, stack.env);
  try {
    return await work();
  } finally {
    await closeDatabase();
    await stack.stop();
  }
}

/** An organisation of twenty people with a hundred drafts. */
async function busyOffice() {
  const clock = frozenClock(new Date('2026-03-07T11:00:00Z'));
  const office = { ...(await anOrganisation({ clock })), clock };
  const people = Array.from({ length: CLIENTS }, (_, index) => `clerk-${index}-${office.orgId}`);
  for (const uid of people) await joinAs(office.orgId, office.owner, uid, 'bookkeeper', { clock });
  const { id: customerId } = await aCustomer(office);
  const drafts: string[] = [];
  for (let index = 0; index < DRAFTS; index += 1) drafts.push((await aDraft(office, { customerId })).id);
  return { ...office, people, customerId, drafts };
}

/** Some calls just before midnight and some just after: which commits first is anybody's guess. */
export function finalizeAtOnce(rounds: number): Promise<boolean> {
  return onDatabase(async () => {
    const evening = frozenClock(new Date('2026-03-07T22:59:59Z'));
    const morning = frozenClock(new Date('2026-03-07T23:00:01Z'));
    for (let round = 0; round < rounds; round += 1) {
      const office = await busyOffice();
      const other = await busyNeighbour();
      const invoices = await Promise.all(
        office.drafts.map((invoiceId, index) => {
          const clock = index % 2 === 0 ? morning : evening;
          return callAs<InvoiceReply>(office.people[index % CLIENTS], finalizeInvoice, { invoiceId }, { orgId: office.orgId, clock });
        }),
      );
      if (!areConsecutive(invoices) || !(await other())) return false;
    }
    return true;
  });
}

function areConsecutive(invoices: readonly InvoiceReply[]): boolean {
  const byNumber = invoices.toSorted((a, b) => String(a.number).localeCompare(String(b.number)));
  return byNumber.every(({ number, issueDate }, index) => {
    const before = byNumber[index - 1]?.issueDate ?? '';
    return number === `2026-${String(index + 1).padStart(4, '0')}` && String(issueDate) >= before;
  });
}

/** Another organisation; its check says whether nothing there has changed. */
async function busyNeighbour(): Promise<() => Promise<boolean>> {
  const { orgId } = await anOrganisation({ settings: { name: 'De Concurrent B.V.', email: 'info@concurrent.example' } });
  const state = async () => (await everything()).filter((entry) => entry.includes(orgId)).join();
  const before = await state();
  return async () => (await state()) === before;
}

/**
 * The rate of finalising over the rate of bare transactions, both by twenty clients at once in the same run.
 * @returns the middle of `rounds` ratios
 */
export function finalizingRate(rounds: number): Promise<number> {
  return onDatabase(async () => {
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const office = await busyOffice();
      const written = await writtenBy(office);
      const ours = await rate(office.drafts.slice(1), (invoiceId, client) => callAs(office.people[client], finalizeInvoice, { invoiceId }, office));
      const bare = await rate(office.drafts.slice(1), (id) => bareTransaction(office.orgId, id, written));
      ratios.push(ours / bare);
    }
    const middle = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
    return Math.round(middle * 100) / 100;
  });
}

type Office = Awaited<ReturnType<typeof busyOffice>>;

/** How many documents one finalisation writes: counted, so that the comparison stays fair whatever is added. */
async function writtenBy({ orgId, owner, drafts, clock }: Office): Promise<number> {
  const [invoiceId] = drafts;
  await callAs(owner, finalizeInvoice, { invoiceId }, { orgId, clock });
  const { docs } = await database().collection(`orgs/${orgId}/audit`).where('action', '==', 'invoices/finalize').limit(1).get();
  const changes = (docs[0]?.get('changes') ?? []) as { readonly path: string }[];
  // The record itself is written too.
  return new Set(changes.map(({ path }) => path)).size + 1;
}

/** Items per second, taken by so many clients one after another. */
async function rate(items: readonly string[], work: (item: string, client: number) => Promise<unknown>): Promise<number> {
  const waiting = [...items];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item, client);
    }),
  );
  return items.length / (performance.now() - started);
}

/** Reads and advances one document and writes as many others as finalising does. */
function bareTransaction(orgId: string, id: string, documents: number): Promise<void> {
  const counter = database().doc(`orgs/${orgId}/bare/counter`);
  return database().runTransaction(
    async (transaction) => {
      const last = ((await transaction.get(counter)).get('last') as number | undefined) ?? 0;
      transaction.set(counter, { last: last + 1 });
      for (let other = 1; other < documents; other += 1) transaction.set(counter.parent.doc(`${id}-${other}`), { number: last + 1, at: new Date() });
    },
    { maxAttempts: 100 },
  );
}
