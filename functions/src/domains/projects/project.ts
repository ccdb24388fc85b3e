import * as z from 'zod';
import { invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, BasisPoints, CurrencyCode } from '../../platform/money.ts';
import { longText, shortText } from '../../platform/text.ts';
import { PriceMode, VatChoice } from '../vat/api.ts';
import { RecurringMode } from '../invoices/api.ts';
import { Billing } from './billing.ts';
import { ChargeStep } from './duration.ts';

/** Minor units for one hour, in the price mode of the project. */
export const HourlyRate = AmountMinor.refine((rate) => rate >= 0, { error: 'A rate is not negative' });

/** What one hour costs: by who works or by what is done; `standard` where neither says. `null`: no rate. */
export const Rates = z.strictObject({
  by: z.enum(['person', 'task']).default('person'),
  standard: HourlyRate.nullable().default(null),
  persons: z.array(z.strictObject({ uid: Id, rate: HourlyRate })).max(200, 'must be at most 200 persons').default([]),
});
export type Rates = z.output<typeof Rates>;

const task = {
  name: shortText(120),
  /** Counts when the project has its rates by task. */
  rate: HourlyRate.nullable().default(null),
  billable: z.boolean().default(true),
};

/** A kind of work within a project. */
export const Task = z.object({ id: Id, ...task });
export type Task = z.output<typeof Task>;

const TaskInput = z.strictObject({ id: Id.optional(), ...task });

/** What may be spent; whoever may change projects hears once when either is reached. */
export const Budget = z.strictObject({
  minutes: z.int().min(1).max(60_000_000).nullable().default(null),
  /** Minor units: time at its rates, whether billable or not, and expenses with their mark-up. */
  amount: AmountMinor.refine((amount) => amount > 0, { error: 'must be more than zero' }).nullable().default(null),
  /** The share of it at which to tell. */
  alertAtBp: BasisPoints.min(100).default(10_000),
});
export type Budget = z.output<typeof Budget>;

/** What a person decides about a project. */
export const projectFields = {
  name: shortText(200),
  /** The customer's own reference, on every invoice. */
  reference: shortText(100).nullable(),
  notes: longText(5000),
  rates: Rates,
  /** How time is rounded up, entry by entry; time that was written down keeps what held then. */
  chargeStep: ChargeStep,
  /** Of time and of a retainer. */
  vat: VatChoice,
  budget: Budget.nullable(),
};

/** How far periods of a retainer, and instalments on their day, are invoiced without a person. */
export const Invoicing = z.enum(['by-hand', ...RecurringMode.options], { error: 'must be by-hand, draft, finalize or send' });
export type Invoicing = z.output<typeof Invoicing>;

export const taskInputs = z.array(TaskInput).max(100, 'must be at most 100 tasks');
export const Project = z.object({
  id: Id,
  /** Counts up per organisation; never used twice. */
  number: z.int().positive(),
  customerId: Id,
  /** As the customer was called when the project was last changed; lists need no second look. */
  customerName: z.string(),
  ...projectFields,
  tasks: z.array(Task),
  billing: Billing,
  invoicing: Invoicing,
  /** The place of the period of a retainer that comes next by itself, from 0; those before it are a person's. */
  nextPeriod: z.int().min(0),
  /** When the next one is invoiced by itself; `null` when none is. */
  invoiceAt: Instant.nullable(),
  /** Why the last one remained a draft, or why none is invoiced by itself any more; for the staff. */
  invoicingProblem: z.string().nullable(),
  currency: CurrencyCode,
  /** Whether all amounts of the project are without VAT or with it. */
  priceMode: PriceMode,
  /** The quote it was made from. */
  quoteId: Id.nullable(),
  archivedAt: Instant.nullable(),
  ...stamps,
});
export type Project = z.output<typeof Project>;
export type ProjectFacts = Omit<Project, keyof typeof stamps>;

/** The texts by which a project is found. */
export function searchableTexts({ number, name, customerName, reference }: Pick<Project, 'number' | 'name' | 'customerName' | 'reference'>): string[] {
  return [name, String(number), customerName, reference].filter((text) => text !== null);
}

/**
 * Tasks as a person gives them, those of before named by their id.
 * @throws AppError `invalid-input` at `tasks.N`
 */
export function settledTasks(input: z.output<typeof taskInputs>, before: readonly Task[]): Task[] {
  const names = input.map(({ name }) => name.toLowerCase());
  const ids = input.map(({ id }) => id);
  return input.map(({ id, ...rest }, index) => {
    if (id !== undefined && !before.some((each) => each.id === id)) {
      throw invalidField(`tasks.${index}.id`, { en: 'This project has no such task.', nl: 'Dit project heeft deze taak niet.' });
    }
    const twice = names.indexOf(rest.name.toLowerCase()) < index || (id !== undefined && ids.indexOf(id) < index);
    if (twice) {
      throw invalidField(`tasks.${index}.name`, { en: 'This task is there twice.', nl: 'Deze taak komt twee keer voor.' });
    }
    return { id: id ?? newId(), ...rest };
  });
}

/** @throws AppError `invalid-input` when hours are to be invoiced and nothing says at what rate */
export function checkRates({ billing, rates, tasks }: Pick<Project, 'billing' | 'rates' | 'tasks'>): void {
  const byPerson = new Set(rates.persons.map(({ uid }) => uid));
  if (byPerson.size !== rates.persons.length) {
    throw invalidField('rates.persons', { en: 'A person has two rates.', nl: 'Een persoon heeft twee tarieven.' });
  }
  const some = rates.by === 'person' ? byPerson.size > 0 : tasks.some(({ rate }) => rate !== null);
  if (billing.kind !== 'hourly' || rates.standard !== null || some) return;
  throw invalidField('rates.standard', { en: 'Give the rate of an hour.', nl: 'Geef het uurtarief.' });
}
