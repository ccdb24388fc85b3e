import { callAs } from '../../functions/test/support/call.ts';
import { actions } from '../../functions/src/actions.generated.ts';
import { requestClock } from '../../functions/src/platform/clock.ts';
import { database } from '../../functions/src/platform/firestore.ts';
import { dueEvents, processEvent, storeEvent } from '../../functions/src/platform/inbox.ts';
import { signLink } from '../../functions/src/platform/link-token.ts';
import { performOutbox } from '../../functions/src/platform/outbox.ts';
import { registry } from '../../functions/src/registry.ts';
import { startStack, type OwnStack } from '../../local/stack/index.ts';
import type { Bench, Row } from '../row.ts';
import { billOf, install, type Bill } from './meter.ts';
import { MINIMUM } from './minimum.ts';

const OWNER = 'the-owner';

/** The business day of one invoice, action by action, each with its bill. Triggers do not run here: effects are called by hand. */
export const billed: Bench = {
  name: 'billed',
  floor: 'the fewest operations that can express the action under our laws; `bench/billed/minimum.ts` derives each in a line',
  async run() {
    const stack = await startStack({ functions: false, world: true });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    install();
    try {
      return (await bills(stack)).flatMap(([name, bill]) => rowsOf(name, bill));
    } finally {
      await stack.stop();
    }
  },
};

function rowsOf(name: string, bill: Bill): Row[] {
  const minimum = MINIMUM[name];
  if (minimum === undefined) throw new Error(`no minimum is written down for ${name}`);
  return (['reads', 'writes', 'deletes'] as const).map((what) => {
    const floor = minimum[what];
    return { name: `${name}: billed ${what}`, value: bill[what], floor, bar: floor, spread: 0, ok: bill[what] <= floor };
  });
}

async function bills(stack: OwnStack): Promise<[string, Bill][]> {
  const taken: [string, Bill][] = [];
  const bill = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const { result, bill: cost } = await billOf(work);
    taken.push([name, cost]);
    return result;
  };
  const shop = await openShop();
  const act = <T>(name: keyof typeof actions, input: object) => bill(name, () => callAs<T>(OWNER, actions[name], input, { orgId: shop }));

  const customer = await act<{ id: string }>('customers/create', { kind: 'business', name: 'Drukkerij Ros', email: 'ros@example.test', address: ADDRESS });
  await act('customers/update', { customerId: customer.id, phone: '+31612345678' });
  const quote = await act<{ id: string }>('quotes/create', { customerId: customer.id, lines: LINES });
  await act('quotes/send', { quoteId: quote.id });
  await acceptForThem(shop, quote.id);
  const invoice = await act<{ id: string }>('quotes/convert', { quoteId: quote.id });
  await act('invoices/finalize', { invoiceId: invoice.id, send: true });
  await bill('effect invoice-pdf', await effectOf(shop, 'invoice-pdf'));
  await bill('effect mail (invoice)', await effectOf(shop, 'mail', 'invoice'));
  const checkout = await act<{ url: string }>('payments/start-checkout', { invoiceId: invoice.id });
  await pay(stack, checkout.url);
  await bill('event checkout.session.completed', await nextEvent());
  return taken;
}

const ADDRESS = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
const LINES = [{ description: 'Drukwerk', quantity: '3', unitPrice: 12_345, vat: 'standard' }];

async function openShop(): Promise<string> {
  const input = { name: 'Molen B.V.', email: 'post@example.test', address: ADDRESS, vatNumber: 'NL004495445B01', iban: 'NL91ABNA0417164300', kvkNumber: '27312345' };
  return (await callAs<{ id: string }>(OWNER, actions['accounts/create-organisation'], input)).id;
}

/** What the customer's click on the public page leaves, without the page. */
async function acceptForThem(orgId: string, quoteId: string): Promise<void> {
  const token = signLink({ link: 'quote', orgId, documentId: `${quoteId}_1`, expiresAt: new Date(Date.now() + 86_400_000) });
  await callAs(undefined, actions['quotes/accept'], { name: 'J. Ros' }, { token });
}

/** The one open outbox document of a kind, found, and ready to be performed. */
async function effectOf(orgId: string, kind: string, template?: string): Promise<() => Promise<void>> {
  const clock = await requestClock('');
  const open = await database().collection(`orgs/${orgId}/outbox`).where('delivery.state', '==', 'PENDING').get();
  const found = open.docs.find((doc) => doc.get('kind') === kind && (template === undefined || doc.get('template.name') === template));
  if (found === undefined) throw new Error(`no open ${kind}`);
  return () => performOutbox(registry.effects, orgId, found.id, clock);
}

async function pay(stack: OwnStack, url: string): Promise<void> {
  await stack.world.setDelivery('hold');
  await stack.world.payCheckout(/cs_\w+/.exec(url)?.[0] ?? '');
  const event = (await stack.world.stripeEvents('checkout.session.completed'))[0];
  if (event === undefined) throw new Error('no event');
  const clock = await requestClock('');
  await storeEvent({ provider: 'stripe', eventId: event.id, type: event.type, payload: JSON.stringify(event), correlationId: 'bench' }, clock);
}

async function nextEvent(): Promise<() => Promise<void>> {
  const [inboxId] = await dueEvents({ now: () => new Date(Date.now() + 60_000) });
  if (inboxId === undefined) throw new Error('no event is due');
  const clock = await requestClock('');
  return () => processEvent(registry.events, inboxId, clock);
}
