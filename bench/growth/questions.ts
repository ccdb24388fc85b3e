import { database } from '../../functions/src/platform/firestore.ts';
import { registry } from '../../functions/src/registry.ts';
import { callAs } from '../../functions/test/support/call.ts';
import { OWNER, type Grown } from './organisation.ts';

const PAGE = 25;

type Reference = ReturnType<ReturnType<typeof database>['doc']>;
type Query = ReturnType<ReturnType<Reference['collection']>['where']>;

/** A screen that must not slow down: what it asks of us, and the bare queries that could answer it. */
export interface Question {
  readonly name: string;
  readonly asks: readonly { readonly action: string; input(grown: Grown): object; bare(org: Reference, grown: Grown): Query }[];
}

type Ask = Question['asks'][number];

const list = (action: string, input: object, bare: (org: Reference) => Query): Ask => ({ action, input: () => input, bare });
const orders = (org: Reference): Query => org.collection('orders').orderBy('placedAt', 'desc');
const customers = (org: Reference): Query => org.collection('customers').where('archived', '==', false).orderBy('sortName');
const quotes = (org: Reference): Query => org.collection('quotes').where('archived', '==', false).orderBy('createdAt', 'desc');
const invoices = (org: Reference): Query => org.collection('invoices').orderBy('createdAt', 'desc');

const openOrders = list('orders/list', { open: true }, (org) => orders(org).where('open', '==', true));
const overdue = list('invoices/list', { status: 'overdue', sort: 'dueDate' }, (org) => org.collection('invoices').where('status', '==', 'overdue').orderBy('dueDate'));
const newestQuotes = list('quotes/search', {}, quotes);
const newestOrders = list('orders/search', {}, orders);

/** What people look at all day. An organisation has no figures of its own yet: its dashboard is what awaits somebody. */
export const QUESTIONS: readonly Question[] = [
  { name: 'dashboard (open orders, overdue invoices, newest quotes)', asks: [openOrders, overdue, newestQuotes] },
  { name: 'order list', asks: [newestOrders] },
  { name: 'order search', asks: [list('orders/search', { text: 'Zeldzaam' }, (org) => orders(org).where('searchKeys', 'array-contains', 'zeldzaam'))] },
  { name: 'customer list', asks: [list('customers/search', {}, customers)] },
  { name: 'customer search', asks: [list('customers/search', { text: 'zeldzaam' }, (org) => customers(org).where('searchWords', 'array-contains', 'zeldzaam'))] },
  { name: 'quote search', asks: [list('quotes/search', { text: 'zeldzaam' }, (org) => quotes(org).where('searchWords', 'array-contains', 'zeldzaam'))] },
  {
    name: 'invoice search (of one customer)',
    asks: [{ action: 'invoices/list', input: ({ rareCustomerId }) => ({ customerId: rareCustomerId }), bare: (org, { rareCustomerId }) => invoices(org).where('customerId', '==', rareCustomerId) }],
  },
];

/** Asks for a screen as its owner would, all parts at once. */
export async function ask({ asks }: Question, grown: Grown): Promise<void> {
  const { orgId } = grown;
  await Promise.all(asks.map(({ action, input }) => callAs(OWNER, actionOf(action), input(grown), { orgId })));
}

export async function askBare({ asks }: Question, grown: Grown): Promise<void> {
  const org = database().doc(`orgs/${grown.orgId}`);
  await Promise.all(asks.map(({ bare }) => bare(org, grown).limit(PAGE + 1).get()));
}

function actionOf(name: string) {
  const action = registry.actions[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  return action;
}
