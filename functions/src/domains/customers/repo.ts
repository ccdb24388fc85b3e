import { type DocumentReference, type Query } from 'firebase-admin/firestore';
import { folded, searchWords } from '../../platform/search-words.ts';
import { nextNumbers } from '../../platform/sequence.ts';
import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { searchableTexts, type Customer, type CustomerFacts } from './customer.ts';
import { type CustomerSummary } from './summary.ts';

/** A customer with what only queries look at. */
export interface StoredCustomer extends Customer {
  /** The name, folded: the order of lists. */
  readonly sortName: string;
  readonly searchWords: readonly string[];
  readonly archived: boolean;
}

export const customers = tenantCollection<StoredCustomer>('customers');

export function customerRef(org: Tenant, id: string): DocumentReference<StoredCustomer> {
  return customers.doc(org, id);
}

/** @throws AppError `not-found` */
export function requireCustomer(reader: Reader, org: Tenant, id: string): Promise<StoredCustomer> {
  return reader.require(customerRef(org, id));
}

/** Numbers begin here, so that all of them have five digits for a long time and sort as text too. */
const FIRST_NUMBER = 10_001;

export async function nextCustomerNumbers(tx: Tx, org: Tenant, count: number): Promise<number> {
  return FIRST_NUMBER - 1 + (await nextNumbers(tx, org, 'customers', count));
}

/** What lists and searches look at, from what the customer is; written with every change of the customer. */
export function indexed(customer: CustomerFacts): Pick<StoredCustomer, 'sortName' | 'searchWords' | 'archived'> {
  return {
    sortName: folded(customer.name),
    searchWords: searchWords(searchableTexts(customer)),
    archived: customer.archivedAt !== null,
  };
}

/** A customer as a create writes it. */
export function stored(facts: CustomerFacts): CustomerFacts & Pick<StoredCustomer, 'sortName' | 'searchWords' | 'archived'> {
  return { ...facts, ...indexed(facts) };
}

/** Where a page of a list begins: after this customer. */
export interface ListPosition {
  readonly sortName: string;
  readonly id: string;
}

export interface ListFilter {
  /** A stored prefix that one of the customer's words begins with. */
  readonly prefix: string | undefined;
  readonly archived: boolean;
}

/** Customers by name, at most `limit`. */
export function listCustomers(reader: Reader, org: Tenant, filter: ListFilter, after: ListPosition | undefined, limit: number): Promise<StoredCustomer[]> {
  const query = filtered(org, filter).limit(limit);
  return reader.find(after === undefined ? query : query.startAfter(after.sortName, after.id));
}

/** How many customers pass the filter, counted up to `limit`; Firestore bills a thousand of them as one read. */
export async function countCustomers(org: Tenant, filter: ListFilter, limit: number): Promise<number> {
  return (await filtered(org, filter).limit(limit).count().get()).data().count;
}

function filtered(org: Tenant, { prefix, archived }: ListFilter): Query<StoredCustomer> {
  const query = customers.in(org).where('archived', '==', archived);
  const found = prefix === undefined ? query : query.where('searchWords', 'array-contains', prefix);
  return found.orderBy('sortName').orderBy('__name__');
}

const summaries = tenantCollection<CustomerSummary>('customerSummaries');

export function summaryRef(org: Tenant, customerId: string): DocumentReference<CustomerSummary> {
  return summaries.doc(org, customerId);
}

/** Deletes a customer; the workflow that calls it has made sure that nothing names it. */
export function removeCustomer(tx: Tx, org: Tenant, id: string): void {
  tx.delete(customerRef(org, id));
  tx.delete(summaryRef(org, id));
}

/** One import of a file that was carried out. */
export interface CustomerImport {
  readonly id: string;
  readonly attempt: string;
  readonly at: Date;
  /** How many were added, how many changed, and how many were already as the file has them. */
  readonly customers: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Of those that were added; `null` when none was. */
  readonly firstNumber: number | null;
}

const imports = tenantCollection<CustomerImport>('customerImports');

export function importRef(org: Tenant, id: string): DocumentReference<CustomerImport> {
  return imports.doc(org, id);
}

/** Customers by number, from `from` up to but not including `to`. */
export function customersNumbered(reader: Reader, org: Tenant, from: number, to: number): Promise<StoredCustomer[]> {
  return reader.find(customers.in(org).where('number', '>=', from).where('number', '<', to).orderBy('number').limit(to - from));
}

/** Customers of the organisation by their ids; `undefined` at the place of those that there are not. */
export function customersById(reader: Reader, org: Tenant, ids: readonly string[]): Promise<(StoredCustomer | undefined)[]> {
  return reader.getAll(ids.map((id) => customerRef(org, id)));
}
