import { AggregateField, type DocumentReference, type Query } from 'firebase-admin/firestore';
import { type IsoDate } from '../../platform/business-date.ts';
import { searchWords } from '../../platform/search-words.ts';
import { nextNumber } from '../../platform/sequence.ts';
import { Tenant, tenantCollection } from '../../platform/tenancy.ts';
import { type Reader, type Stamped, type Tx } from '../../platform/tx.ts';
import { type Expense } from './expense.ts';
import { type ProjectPeriod } from './period.ts';
import { searchableTexts, type Project, type ProjectFacts } from './project.ts';
import { type ProjectSummary, type Sums } from './summary.ts';
import { assertMove, type TimeEntry, type Timer } from './time-entry.ts';

/** A project with what only queries look at. */
export interface StoredProject extends Project {
  readonly searchWords: readonly string[];
  readonly archived: boolean;
}

export const projects = tenantCollection<StoredProject>('projects');
export const timeEntries = tenantCollection<TimeEntry>('timeEntries');
export const timers = tenantCollection<Timer>('timers');
export const expenses = tenantCollection<Expense>('projectExpenses');
export const periods = tenantCollection<ProjectPeriod>('projectPeriods');
const summaries = tenantCollection<ProjectSummary>('projectSummaries');

export const projectRef = (org: Tenant, id: string): DocumentReference<StoredProject> => projects.doc(org, id);
export const timerRef = (org: Tenant, uid: string) => timers.doc(org, uid);
export const summaryRef = (org: Tenant, projectId: string) => summaries.doc(org, projectId);
const timeRef = (org: Tenant, id: string) => timeEntries.doc(org, id);
const expenseRef = (org: Tenant, id: string) => expenses.doc(org, id);
export const periodRef = (org: Tenant, projectId: string, from: IsoDate) => periods.doc(org, `${projectId}_${from}`);

/** @throws AppError `not-found` */
export function projectById(reader: Reader, org: Tenant, id: string): Promise<Project> {
  return reader.require(projectRef(org, id));
}

/** Numbers begin here, so that all have four digits for a long time. */
const FIRST_NUMBER = 1_001;

export async function createProjectDocument(tx: Tx, org: Tenant, facts: Omit<ProjectFacts, 'number'>): Promise<Project> {
  const project = { ...facts, number: FIRST_NUMBER - 1 + (await nextNumber(tx, org, 'projects')) };
  return tx.create(projectRef(org, project.id), { ...project, ...indexed(project) });
}

/** The one way to change a project. @param before as read in this transaction */
export function changeProject(tx: Tx, org: Tenant, before: Project, patch: Partial<Omit<ProjectFacts, 'id'>>): Project {
  return tx.update(projectRef(org, before.id), { ...patch, ...indexed({ ...before, ...patch }) });
}

function indexed(project: ProjectFacts): Pick<StoredProject, 'searchWords' | 'archived'> {
  return { searchWords: searchWords(searchableTexts(project)), archived: project.archivedAt !== null };
}

export function removeProject(tx: Tx, org: Tenant, id: string): void {
  tx.delete(projectRef(org, id));
  tx.delete(summaryRef(org, id));
}

/** What a list of projects is narrowed to; `null` does not narrow. */
export interface ProjectFilter {
  readonly prefix?: string | undefined;
  readonly customerId: string | null;
  readonly archived: boolean;
}

/** Where a page of a list begins: after this project. */
interface ListPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** Projects, the newest first, at most `limit`. */
export function listProjects(reader: Reader, org: Tenant, filter: ProjectFilter, after: ListPosition | undefined, limit: number): Promise<StoredProject[]> {
  const query = filtered(org, filter).limit(limit);
  return reader.find(after === undefined ? query : query.startAfter(after.createdAt, after.id));
}

/** How many projects pass the filter, counted up to `limit`. */
export async function countProjects(org: Tenant, filter: ProjectFilter, limit: number): Promise<number> {
  return (await filtered(org, filter).limit(limit).count().get()).data().count;
}

function filtered(org: Tenant, { prefix, customerId, archived }: ProjectFilter): Query<StoredProject> {
  let query = projects.in(org).where('archived', '==', archived);
  if (customerId !== null) query = query.where('customerId', '==', customerId);
  if (prefix !== undefined) query = query.where('searchWords', 'array-contains', prefix);
  return query.orderBy('createdAt', 'desc').orderBy('__name__', 'desc');
}

/** Projects of all organisations of which something is invoiced by itself now, the longest due first. */
export async function projectsDue(now: Date, limit: number): Promise<readonly { org: Tenant; projectId: string }[]> {
  const { docs } = await projects.everywhere().where('invoiceAt', '<=', now).orderBy('invoiceAt').limit(limit).get();
  return docs.map(({ ref }) => ({ org: Tenant.of(ref), projectId: ref.id }));
}

/** Whether a period of a retainer has been invoiced. */
export async function isBilled(reader: Reader, org: Tenant, projectId: string, from: IsoDate): Promise<boolean> {
  return (await reader.get(periodRef(org, projectId, from))) !== undefined;
}

/** Whether any project, archived or not, is for this customer. */
export async function customerHasProjects(reader: Reader, org: Tenant, customerId: string): Promise<boolean> {
  return (await reader.find(projects.in(org).where('customerId', '==', customerId).limit(1))).length > 0;
}

/** Whether time, an expense, a running timer or an invoiced period names the project. */
export async function projectIsUsed(reader: Reader, org: Tenant, projectId: string): Promise<boolean> {
  const one = <T extends { id: string }>(query: Query<T>) => reader.find(query.where('projectId', '==', projectId).limit(1));
  const found = await Promise.all([one(timeEntries.in(org)), one(expenses.in(org)), one(timers.in(org)), one(periods.in(org))]);
  return found.some((documents) => documents.length > 0);
}

/** @throws AppError `not-found` */
export function timeById(reader: Reader, org: Tenant, id: string): Promise<TimeEntry> {
  return reader.require(timeRef(org, id));
}

export function createTime(tx: Tx, org: Tenant, entry: Omit<TimeEntry, keyof Stamped>): TimeEntry {
  return tx.create(timeRef(org, entry.id), entry);
}

/** The one way to change time: its status moves along the table. */
export function changeTime(tx: Tx, org: Tenant, before: TimeEntry, patch: Partial<Omit<TimeEntry, 'id' | keyof Stamped>>): TimeEntry {
  if (patch.status !== undefined) assertMove(before.status, patch.status);
  return tx.update(timeRef(org, before.id), patch);
}

export const removeTime = (tx: Tx, org: Tenant, id: string) => tx.delete(timeRef(org, id));

/** @throws AppError `not-found` */
export function expenseById(reader: Reader, org: Tenant, id: string): Promise<Expense> {
  return reader.require(expenseRef(org, id));
}

export function createExpense(tx: Tx, org: Tenant, expense: Omit<Expense, keyof Stamped>): Expense {
  return tx.create(expenseRef(org, expense.id), expense);
}

/** The one way to change an expense: its status moves along the table. */
export function changeExpense(tx: Tx, org: Tenant, before: Expense, patch: Partial<Omit<Expense, 'id' | keyof Stamped>>): Expense {
  if (patch.status !== undefined) assertMove(before.status, patch.status);
  return tx.update(expenseRef(org, before.id), patch);
}

export const removeExpense = (tx: Tx, org: Tenant, id: string) => tx.delete(expenseRef(org, id));

interface Work {
  readonly time: TimeEntry[];
  readonly expenses: Expense[];
}

interface WorkFilter {
  readonly projectId: string;
  /** The last day that counts. */
  readonly until: IsoDate;
  readonly expenses: boolean;
}

/** What of a project is to be invoiced, the oldest first, at most `limit` of each kind. */
export async function unbilledWork(tx: Tx, org: Tenant, filter: WorkFilter, limit: number): Promise<Work> {
  const oldest = <T extends TimeEntry | Expense>(query: Query<T>): Promise<T[]> =>
    tx.find(
      query
        .where('projectId', '==', filter.projectId)
        .where('billable', '==', true)
        .where('status', '==', 'unbilled')
        .where('date', '<=', filter.until)
        .orderBy('date')
        .orderBy('__name__')
        .limit(limit),
    );
  const [time, spent] = await Promise.all([oldest(timeEntries.in(org)), filter.expenses ? oldest(expenses.in(org)) : []]);
  return { time, expenses: spent };
}

/** Entries of each kind that one invoice takes; with expenses beside time they fit into its 500 lines. */
export const MOST_ON_INVOICE = 250;

/** What stands on an invoice. */
export async function workOnInvoice(tx: Tx, org: Tenant, invoiceId: string): Promise<Work & { periods: ProjectPeriod[] }> {
  const named = <T extends { id: string }>(query: Query<T>) => tx.find(query.where('invoiceId', '==', invoiceId).limit(MOST_ON_INVOICE));
  const [time, spent, billed] = await Promise.all([named(timeEntries.in(org)), named(expenses.in(org)), named(periods.in(org))]);
  return { time, expenses: spent, periods: billed };
}

/** Periods of a retainer that were invoiced, the latest first. */
export function billedPeriods(reader: Reader, org: Tenant, projectId: string, limit: number): Promise<ProjectPeriod[]> {
  return reader.find(periods.in(org).where('projectId', '==', projectId).orderBy('from', 'desc').limit(limit));
}

/** Minutes, amounts and how many of what passes the conditions; a thousand entries are billed as one read. */
export async function timeSums(org: Tenant, projectId: string, conditions: Partial<Pick<TimeEntry, 'billable' | 'status'>>): Promise<Sums> {
  const sums = { count: AggregateField.count(), minutes: AggregateField.sum('minutes'), amount: AggregateField.sum('amount') };
  return (await narrowed(timeEntries.in(org), projectId, conditions).aggregate(sums).get()).data();
}

export async function expenseSums(org: Tenant, projectId: string, conditions: Partial<Pick<Expense, 'billable' | 'status'>>): Promise<Omit<Sums, 'minutes'>> {
  const sums = { count: AggregateField.count(), amount: AggregateField.sum('charge') };
  return (await narrowed(expenses.in(org), projectId, conditions).aggregate(sums).get()).data();
}

function narrowed<T>(query: Query<T>, projectId: string, conditions: Readonly<Record<string, unknown>>): Query<T> {
  return Object.entries(conditions).reduce((narrower, [field, value]) => narrower.where(field, '==', value), query.where('projectId', '==', projectId));
}
