import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { AmountMinor, minor, sumMinor, type Minor } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { Rhythm } from '../invoices/api.ts';
import { VatChoice } from '../vat/api.ts';

/** An amount above zero, in the price mode of the project. */
const Price = AmountMinor.refine((amount) => amount > 0, { error: 'must be more than zero' });

/** A piece of an instalment under one kind of VAT. */
export const InstalmentPart = z.strictObject({
  amount: Price,
  vat: VatChoice.default('standard'),
  supply: z.enum(['goods', 'services']).default('services'),
});

const instalment = {
  description: shortText(200),
  /** The day on which it is to be invoiced; by a person when there is none. */
  dueOn: IsoDate.nullable().default(null),
  parts: z.array(InstalmentPart).min(1, 'must have at least one part').max(20, 'must have at most 20 parts'),
};

/** One of the amounts in which a fixed price is invoiced. */
export const Instalment = z.object({
  id: Id,
  ...instalment,
  invoiceId: Id.nullable(),
  /** It has had its invoice: what is opened again is for a person to invoice. */
  handled: z.boolean(),
});
export type Instalment = z.output<typeof Instalment>;

const retainer = {
  kind: z.literal('retainer'),
  /** For each period, whatever was done in it. */
  amount: Price,
  rhythm: Rhythm,
  /** First day of the first period. */
  startOn: IsoDate,
  /** No period begins after this day. */
  endOn: IsoDate.nullable().default(null),
};

/**
 * What a project invoices by itself. Time and expenses marked billable are invoiced beside it: all that an hourly project
 * has, extra work under a fixed price or retainer.
 */
export const Billing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hourly') }),
  z.object({ kind: z.literal('fixed'), price: AmountMinor, instalments: z.array(Instalment) }),
  z.object(retainer),
]);
export type Billing = z.output<typeof Billing>;

/** Instalments as a person gives them; those kept are named by their id. */
const InstalmentInput = z.strictObject({ id: Id.optional(), ...instalment, invoiceId: Id.nullable().optional(), handled: z.boolean().optional() });
type InstalmentInput = z.output<typeof InstalmentInput>;

/** The same as a person gives it: no instalments mean one for the whole price. */
export const BillingInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hourly') }),
  z.strictObject({
    kind: z.literal('fixed'),
    price: Price,
    instalments: z.array(InstalmentInput).min(1, 'must have at least one instalment').max(60, 'must have at most 60 instalments').optional(),
  }),
  z.strictObject(retainer),
], { error: 'must be hourly, fixed or retainer' });
export type BillingInput = z.output<typeof BillingInput>;

export const instalmentTotal = ({ parts }: Pick<Instalment, 'parts'>): Minor => sumMinor(parts.map(({ amount }) => amount));

/**
 * The billing of a project after a person gave it; what has been invoiced stays as it is.
 * @param before what it was; `null` for a new project
 * @throws AppError `invalid-input` naming the field, or `wrong-state` when something invoiced would change
 */
export function settledBilling(input: BillingInput, name: string, before: Billing | null): Billing {
  const known = before?.kind === 'fixed' ? before.instalments : [];
  const invoiced = known.filter(({ invoiceId }) => invoiceId !== null);
  if (input.kind === 'fixed') return settledPrice(input, name, known, invoiced);
  if (invoiced.length > 0) throw alreadyInvoiced();
  if (input.kind === 'retainer' && input.endOn !== null && input.endOn < input.startOn) {
    throw invalidField('billing.endOn', { en: 'It would end before it begins.', nl: 'Dan eindigt het voordat het begint.' });
  }
  return input;
}

type FixedInput = Extract<BillingInput, { kind: 'fixed' }>;

function settledPrice({ price, instalments }: FixedInput, name: string, known: readonly Instalment[], invoiced: readonly Instalment[]): Billing {
  const settled = (instalments ?? whole(name, price)).map(({ id, description, dueOn, parts }, index) => {
    const earlier = known.find((each) => each.id === id);
    if (id !== undefined && earlier === undefined) throw unknownInstalment(index);
    const handled = earlier !== undefined && earlier.handled && earlier.dueOn === dueOn;
    return { id: id ?? newId(), description, dueOn, parts, invoiceId: earlier?.invoiceId ?? null, handled };
  });
  checkInstalments(price, settled, invoiced);
  return { kind: 'fixed', price, instalments: settled };
}

function whole(description: string, amount: Minor): InstalmentInput[] {
  return [{ description, dueOn: null, parts: [{ amount, vat: 'standard', supply: 'services' }] }];
}

function checkInstalments(price: Minor, instalments: readonly Instalment[], invoiced: readonly Instalment[]): void {
  if (new Set(instalments.map(({ id }) => id)).size !== instalments.length) {
    throw invalidField('billing.instalments', { en: 'An instalment is named twice.', nl: 'Een termijn komt twee keer voor.' });
  }
  const kept = invoiced.every((each) => instalments.some((after) => after.id === each.id && sameAmounts(after, each)));
  if (!kept) throw alreadyInvoiced();
  const total = sumMinor(instalments.map(instalmentTotal));
  if (total !== price) {
    throw new AppError('invalid-input', `instalments come to ${total}, the price is ${price}`, {
      say: { en: 'The instalments do not add up to the price.', nl: 'De termijnen zijn samen niet gelijk aan de prijs.' },
      issues: [{ path: 'billing.instalments', code: 'custom', message: 'must add up to the price' }],
      data: { total, difference: minor(price - total) },
    });
  }
}

function sameAmounts(a: Instalment, b: Instalment): boolean {
  const plain = ({ parts }: Instalment) => parts.map(({ amount, vat, supply }) => `${amount} ${vat} ${supply}`).join();
  return plain(a) === plain(b);
}

function unknownInstalment(index: number): AppError {
  return invalidField(`billing.instalments.${index}.id`, { en: 'This project has no such instalment.', nl: 'Dit project heeft deze termijn niet.' });
}

export function alreadyInvoiced(): AppError {
  return new AppError('wrong-state', 'would change what has been invoiced', {
    say: { en: 'Part of this has been invoiced and cannot change.', nl: 'Een deel hiervan is al gefactureerd en kan niet meer veranderen.' },
  });
}
