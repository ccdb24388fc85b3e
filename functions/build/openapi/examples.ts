import type { Action } from '../../src/platform/action.ts';
import { customerInput } from '../../test/builders/customer.ts';
import { someLines } from '../../test/builders/invoice.ts';
import { organisationInput } from '../../test/builders/organisation.ts';
import { quoteLines } from '../../test/builders/quote.ts';
import { smallestInput } from '../../test/support/outsider-input.ts';

/** An id as ours look. */
export const EXAMPLE_ID = 'Zk3vXo0QrT4kLmN8bYc7';

/** Fuller examples than the smallest input, from the builders that the tests use. */
const FROM_BUILDERS: Readonly<Record<string, object>> = {
  'accounts/create-organisation': organisationInput(),
  'accounts/update-organisation': { email: 'administratie@vandijk.example', terms: { paymentDays: 21, quoteDays: 30 } },
  'customers/create': customerInput(),
  'customers/update': { customerId: EXAMPLE_ID, phone: '+31302345678', notes: 'Levert achterom' },
  'quotes/create': { customerId: EXAMPLE_ID, lines: quoteLines, subject: 'Dakramen aan de straatkant' },
  'invoices/create': { customerId: EXAMPLE_ID, lines: someLines },
  'invoices/finalize': { invoiceId: EXAMPLE_ID, send: true },
  'keys/create': { name: 'Webshop', permissions: ['customers.read', 'orders.write'], addresses: ['203.0.113.0/24'] },
};

/**
 * An input that the action takes: its own schema has said so.
 * @throws Error for an example that is no longer right
 */
export function exampleOf(action: Action): Record<string, unknown> {
  const given = FROM_BUILDERS[action.name] as Record<string, unknown> | undefined;
  if (given === undefined) return smallestInput(action, idsFor(action));
  const result = action.input.strict().safeParse(given);
  if (!result.success) throw new Error(`the example of ${action.name} is not right: ${result.error.message}`);
  return given;
}

function idsFor({ input }: Action): Record<string, string> {
  return Object.fromEntries(Object.keys(input.shape).filter((field) => /Id$|^uid$/.test(field)).map((field) => [field, EXAMPLE_ID]));
}
