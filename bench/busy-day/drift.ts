import { database } from '../../functions/src/platform/firestore.ts';
import { disagreements } from '../../functions/test/support/shop-books.ts';
import { booksOf, documentsOf } from '../../functions/test/support/stripe.ts';

/** What a day should have left behind. */
export type Expected = Readonly<Record<'orders' | 'payments' | 'invoices', number>>;
export type Drift = Readonly<Record<'stock' | 'numbers' | 'ledger' | 'effects' | 'unfinished', string[]>>;

/** Everything of a business that is not as it should be after a day, a sentence each. */
export async function drift(orgId: string, expected: Expected): Promise<Drift> {
  const of = { orgId, owner: 'owner' };
  const [orders = [], invoices = [], payments = [], outbox = []] = await Promise.all(['orders', 'invoices', 'payments', 'outbox'].map((name) => documentsOf(of, name)));
  const numbered = invoices.filter(({ status }) => status !== 'draft');
  const unfinished = outbox.filter(({ delivery }) => (delivery as { state: string }).state !== 'SUCCESS');
  return {
    stock: await disagreements(of),
    numbers: [
      ...gaps('orders', orders.map(({ number }) => String(number))),
      ...gaps('invoices', numbered.map(({ number }) => String(number))),
    ],
    ledger: ledgerOf(await booksOf(of), sum(payments.map(({ amount }) => Number(amount))), sum(numbered.map(({ amounts }) => (amounts as { due: number }).due))),
    unfinished: [
      ...short('orders handed over', orders.filter(({ status }) => status === 'completed').length, expected.orders),
      ...short('invoices paid', invoices.filter(({ status }) => status === 'paid').length, expected.invoices),
      ...short('payments', payments.length, expected.payments),
    ],
    effects: unfinished.map(({ id, kind }) => `${String(kind)} ${id} was not performed`),
  };
}

/** Events of providers that came and are not processed, of all businesses. */
export async function eventsLeft(): Promise<string[]> {
  const inbox = await database().collection('inbox').get();
  return inbox.docs.filter((doc) => doc.get('delivery.state') !== 'SUCCESS').map(({ id }) => `event ${id} was not processed`);
}

/** Numbers of one series: each once, none left out. */
function gaps(what: string, numbers: readonly string[]): string[] {
  const counted = [...new Set(numbers.map((number) => parseInt(/(\d+)\D*$/.exec(number)?.[1] ?? '', 10)))].sort((a, b) => a - b);
  const consecutive = counted.every((number, index) => number === (counted[0] ?? 0) + index);
  return counted.length === numbers.length && consecutive ? [] : [`${what}: ${numbers.length} with ${counted.length} numbers`];
}

/** What customers owe stands on their invoices, and what they paid is with the provider; an order is in no book before it is paid. */
function ledgerOf({ total = 0, receivable = 0, ...accounts }: Readonly<Record<string, number>>, taken: number, due: number): string[] {
  const held = (accounts['provider-balance'] ?? 0) + (accounts['provider-fees'] ?? 0);
  return [
    ...(total === 0 ? [] : [`the books are off by ${total}`]),
    ...(receivable === due ? [] : [`customers owe ${receivable} by the books and ${due} by their invoices`]),
    ...(held === taken ? [] : [`the provider holds ${held}, the payments are ${taken}`]),
  ];
}

function short(what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${found} ${what}, ${expected} expected`];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
