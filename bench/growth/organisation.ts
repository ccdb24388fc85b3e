import { actions } from '../../functions/src/actions.generated.ts';
import { searchKeysOf } from '../../functions/src/domains/orders/search-keys.ts';
import { searchWords } from '../../functions/src/platform/search-words.ts';
import { callAs } from '../../functions/test/support/call.ts';
import { openShop, placing, type Act } from '../shop.ts';
import { copies, type Fields } from './copies.ts';

export const OWNER = 'the-owner';
/** For each customer, quote or invoice so many orders. */
const ORDERS_PER_CUSTOMER = 10;
/** How many documents of each kind bear the rare word or belong to the rare customer, whatever the size. */
const RARE = 9;
/** What awaits somebody does not grow with what is past. */
const OPEN_ORDERS = 20;
const OVERDUE_INVOICES = 12;

export interface Grown {
  readonly orgId: string;
  readonly rareCustomerId: string;
}

/** An organisation with so many orders, and customers, quotes and invoices in proportion. */
export async function grown(size: number): Promise<Grown> {
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const founding = { name: `Molen van ${size}`, email: 'post@example.test', address, vatNumber: 'NL004495445B01', iban: 'NL91ABNA0417164300', kvkNumber: '27312345' };
  const { id: orgId } = await callAs<{ id: string }>(OWNER, actions['accounts/create-organisation'], founding);
  const act: Act = (name, input) => callAs(OWNER, actions[name as keyof typeof actions], input, { orgId });
  const customer = await act<{ id: string }>('customers/create', { kind: 'private', name: 'R. van der Meer', email: 'r@example.test', address });
  const lines = [{ description: 'Drukwerk', quantity: '3', unitPrice: 12_345, vat: 'standard' }];
  const quote = await act<{ id: string }>('quotes/create', { customerId: customer.id, lines });
  const invoice = await act<{ id: string }>('invoices/create', { customerId: customer.id, lines });
  await act('invoices/finalize', { invoiceId: invoice.id });
  const shop = await openShop(act, 2);
  const cart = await placing(act, shop, 0);
  const order = await callAs<{ orderId: string }>(OWNER, actions['orders/place'], cart, { orgId, idempotencyKey: `first order of ${size}` });
  const fewer = size / ORDERS_PER_CUSTOMER;
  await copies(`orgs/${orgId}/customers`, customer.id, fewer, asCustomer);
  await copies(`orgs/${orgId}/quotes`, quote.id, fewer, asQuote);
  await copies(`orgs/${orgId}/invoices`, invoice.id, fewer, (index, count) => asInvoice(index, count, customer.id));
  await copies(`orgs/${orgId}/orders`, order.orderId, size, asOrder);
  return { orgId, rareCustomerId: customer.id };
}

const NAMES = ['De Vries', 'Jansen', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Mulder', 'Bos', 'Vos', 'Peters', 'Hendriks', 'Dekker'];

/** Spread over all that there are, as many whatever their number. */
function isOneOf(wanted: number, index: number, size: number): boolean {
  const every = Math.max(1, Math.floor(size / wanted));
  return index % every === 0 && index / every < wanted;
}

function nameOf(index: number, size: number): string {
  const family = isOneOf(RARE, index, size) ? 'Zeldzaam-de Vries' : NAMES[index % NAMES.length];
  return `${family} ${index.toString(36)}`;
}

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

function asCustomer(index: number, size: number): Fields {
  const name = nameOf(index, size);
  return { name, sortName: name.toLowerCase(), number: index + 1, searchWords: searchWords([name, 'Amsterdam']) };
}

function asQuote(index: number, size: number): Fields {
  const subject = nameOf(index, size);
  return { subject, number: null, createdAt: minutesAgo(index), searchWords: searchWords([subject]) };
}

function asInvoice(index: number, size: number, rareCustomerId: string): Fields {
  const status = isOneOf(OVERDUE_INVOICES, index, size) ? 'overdue' : 'paid';
  const customerId = isOneOf(RARE, index, size) ? rareCustomerId : `customer-${index % 97}`;
  return { number: `2026-${String(index + 2).padStart(4, '0')}`, status, customerId, createdAt: minutesAgo(index) };
}

function asOrder(index: number, size: number): Fields {
  const number = String(index + 2);
  const customer = { name: nameOf(index, size), email: null, phone: null, language: 'nl' };
  const open = isOneOf(OPEN_ORDERS, index, size);
  return { number, open, status: open ? 'accepted' : 'completed', placedAt: minutesAgo(index), searchKeys: searchKeysOf(number, customer as never), customer };
}
