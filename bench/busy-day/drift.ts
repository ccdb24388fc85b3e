import { database } from '../../functions/src/platform/firestore.ts';
import { disagreements } from '../../functions/test/support/shop-books.ts';
import { booksOf, documentsOf } from '../../functions/test/support/stripe.ts';

/** What a day should have left behind. */
export interface Expected {
  readonly orders: number;
  readonly payments: number;
  readonly invoices: number;
}

/** Everything that is not as it should be after a day, a sentence each. */
export async function drift(orgId: string, expected: Expected): Promise<Readonly<Record<'stock' | 'numbers' | 'ledger' | 'effects', string[]>>> {
  const of = { orgId, owner: 'owner' };
  const [orders = [], invoices = [], payments = [], outbox = []] = await Promise.all(['orders', 'invoices', 'payments', 'outbox'].map((name) => documentsOf(of, name)));
  const inbox = await database().collection('inbox').get();
  const unfinished = outbox.filter(({ delivery }) => (delivery as { state: string }).state !== 'SUCCESS');
  const events = inbox.docs.filter((doc) => doc.get('delivery.state') !== 'SUCCESS');
  return {
    stock: await disagreements(of),
    numbers: [
      ...gaps('orders', orders.map(({ number }) => String(number)), expected.orders),
      ...gaps('invoices', invoices.map(({ number }) => String(number)), expected.invoices),
      ...(orders.every(({ status }) => status === 'completed') ? [] : ['an order did not come to its end']),
      ...(invoices.every(({ status }) => status === 'paid') ? [] : ['an invoice is not paid']),
    ],
    ledger: ledgerOf(await booksOf(of), payments.map(({ amount }) => Number(amount)), expected.payments),
    effects: [...unfinished.map(({ id, kind }) => `${String(kind)} ${id} was not performed`), ...events.map(({ id }) => `event ${id} was not processed`)],
  };
}

/** Numbers of one series: each once, none left out. */
function gaps(what: string, numbers: readonly string[], expected: number): string[] {
  const counted = [...new Set(numbers.map((number) => parseInt(/(\d+)\D*$/.exec(number)?.[1] ?? '', 10)))].sort((a, b) => a - b);
  const consecutive = counted.every((number, index) => number === (counted[0] ?? 0) + index);
  return numbers.length === expected && counted.length === expected && consecutive ? [] : [`${what}: ${numbers.length} with ${counted.length} numbers, ${expected} expected`];
}

/** All that was invoiced was paid, and what was not paid is in no book: so nobody owes anything. */
function ledgerOf({ total = 0, receivable = 0, ...accounts }: Readonly<Record<string, number>>, amounts: readonly number[], expected: number): string[] {
  const taken = amounts.reduce((sum, amount) => sum + amount, 0);
  const held = (accounts['provider-balance'] ?? 0) + (accounts['provider-fees'] ?? 0);
  return [
    ...(total === 0 ? [] : [`the books are off by ${total}`]),
    ...(receivable === 0 ? [] : [`customers owe ${receivable} although all is paid`]),
    ...(held === taken ? [] : [`the provider holds ${held}, the payments are ${taken}`]),
    ...(amounts.length === expected ? [] : [`${amounts.length} payments, ${expected} expected`]),
  ];
}
