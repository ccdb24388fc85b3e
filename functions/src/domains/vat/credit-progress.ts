/**
 * How much of an invoice has been credited, and what that comes to. What is credited is a function of how much
 * of each line is: whatever the order and the portions, a full sequence of credit notes reaches the invoice's own
 * figures exactly.
 */
import {
  absolute,
  addDecimals,
  compareDecimals,
  divideRounded,
  formatDecimal,
  negateDecimal,
  parseDecimal,
  rescale,
  type Decimal,
} from '../../platform/decimal.ts';
import { invalidField } from '../../platform/errors.ts';
import { addMinor, atPath, minor, multiplyByQuantity, subtractMinor, sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import type { Deposit } from './deposits.ts';
import { groupId, itemAt, keyOf, membersOf, type DocumentTotals, type PricedLine, type VatKey } from './document.ts';
import { taxGroup, type TaxedAmount } from './net-amounts.ts';

/** A frozen invoice: its lines as typed, what was computed then, and the deposits it deducted. */
export interface CreditableDocument {
  readonly lines: readonly Pick<PricedLine, 'quantity' | 'unitPriceMinor'>[];
  readonly computed: DocumentTotals;
  readonly deposits?: readonly Deposit[] | undefined;
}

/** How much of an invoice all its credit notes together have credited. */
export interface CreditProgress {
  /** Per line of the invoice, with the sign of its quantity. */
  readonly quantities: readonly string[];
  readonly charges: readonly boolean[];
  /** Whether the deduction of deposits has been taken back, which opens the deposits again. */
  readonly deposits: boolean;
}

/** All that is left, or chosen quantities of chosen lines (counted from 0) and chosen charges. */
export type CreditRequest =
  | 'rest'
  | {
      readonly lines: readonly { readonly line: number; readonly quantity: string }[];
      readonly charges?: readonly number[] | undefined;
    };

/** What the credit notes so far have taken back of one VAT group, with the sign of the invoice. */
export type CreditedGroup = VatKey & TaxedAmount;

/** What is credited of one line, in the price mode and with the sign of the invoice: `gross - discount = total`. */
export interface CreditedLine {
  readonly gross: Minor;
  /** Its own discount and its share of the document's together. */
  readonly discount: Minor;
  readonly total: Minor;
}

const QUANTITY = { integerDigits: 9, fractionDigits: 6 };
const NOTHING: Decimal = { unscaled: 0n, scale: 0 };

/** Of an invoice without credit notes. */
export function noProgress(document: CreditableDocument): CreditProgress {
  return {
    quantities: document.lines.map(() => '0'),
    charges: document.computed.charges.map(() => false),
    deposits: false,
  };
}

/** Whether nothing is left to credit. */
export function isFullyCredited(document: CreditableDocument, progress: CreditProgress): boolean {
  return (
    document.lines.every((_, index) => isLineComplete(document, progress, index)) &&
    progress.charges.every(Boolean) &&
    (progress.deposits || (document.deposits ?? []).length === 0)
  );
}

/** The progress that a request leads to. @throws AppError as `creditDocument` does */
export function advanceProgress(document: CreditableDocument, before: CreditProgress, request: CreditRequest): CreditProgress {
  return request === 'rest' ? everything(document) : advance(document, before, request);
}

/** The quantity by which two moments differ on a line, as the credit note states it: with the opposite sign. */
export function quantityBetween(before: CreditProgress, after: CreditProgress, line: number): string {
  const [from, to] = [quantityAt(before, line), quantityAt(after, line)];
  return formatDecimal(addDecimals(from, negateDecimal(to)));
}

/** Whether all of a line has been credited. */
export function isLineComplete(document: CreditableDocument, progress: CreditProgress, line: number): boolean {
  const whole = parseDecimal(itemAt(document.lines, line).quantity, QUANTITY);
  return compareDecimals(quantityAt(progress, line), whole) === 0;
}

/** Whether nothing of a line has been credited. */
export function isLineUntouched(progress: CreditProgress, line: number): boolean {
  return quantityAt(progress, line).unscaled === 0n;
}

/** What is credited of a line at some progress; all of it once the quantity is complete. */
export function creditedOfLine(document: CreditableDocument, progress: CreditProgress, line: number): CreditedLine {
  const { quantity, unitPriceMinor } = itemAt(document.lines, line);
  const { typed } = itemAt(document.computed.lines, line);
  const discount = addMinor(typed.discount, typed.documentDiscount);
  if (isLineComplete(document, progress, line)) return { gross: typed.gross, discount, total: typed.total };
  const credited = itemAt(progress.quantities, line);
  const gross = multiplyByQuantity(unitPriceMinor, credited);
  const part = scaleBy(discount, parseDecimal(credited, QUANTITY), parseDecimal(quantity, QUANTITY));
  return { gross, discount: part, total: subtractMinor(gross, part) };
}

/**
 * What is credited per VAT group at some progress, in the order and with the sign of the invoice. Once a group
 * is credited in full this is what the invoice said, whatever the rules of rounding have become since.
 */
export function creditedGroups(document: CreditableDocument, progress: CreditProgress): CreditedGroup[] {
  const { computed } = document;
  return computed.groups.map((group): CreditedGroup => {
    const own = membersOf(computed.lines, group);
    const ownCharges = membersOf(computed.charges, group);
    const deducted = depositsOf(document, group);
    const isDone =
      own.every((index) => isLineComplete(document, progress, index)) && ownCharges.every((index) => progress.charges[index] === true);
    const supplied = isDone
      ? { base: addMinor(group.base, deducted.base), vat: addMinor(group.vat, deducted.vat) }
      : taxGroup(
          computed.priceMode,
          sumMinor([
            ...own.map((index) => creditedOfLine(document, progress, index).total),
            ...ownCharges.map((index) => (progress.charges[index] === true ? itemAt(computed.charges, index).typed : ZERO)),
          ]),
          group.rateBp,
        );
    const base = progress.deposits ? subtractMinor(supplied.base, deducted.base) : supplied.base;
    const vat = progress.deposits ? subtractMinor(supplied.vat, deducted.vat) : supplied.vat;
    return { ...keyOf(group), base, vat, gross: addMinor(base, vat) };
  });
}

/** What deposit invoices had taxed of a group. */
export function depositsOf(document: CreditableDocument, key: VatKey): { readonly base: Minor; readonly vat: Minor } {
  const parts = (document.deposits ?? []).flatMap(({ groups }) => groups.filter((part) => groupId(part) === groupId(key)));
  return { base: sumMinor(parts.map(({ base }) => base)), vat: sumMinor(parts.map(({ vat }) => vat)) };
}

function everything(document: CreditableDocument): CreditProgress {
  return {
    quantities: document.lines.map(({ quantity }) => quantity),
    charges: document.computed.charges.map(() => true),
    deposits: (document.deposits ?? []).length > 0,
  };
}

function advance(
  document: CreditableDocument,
  before: CreditProgress,
  request: Exclude<CreditRequest, 'rest'>,
): CreditProgress {
  const quantities = [...before.quantities];
  request.lines.forEach(({ line, quantity }, position) => {
    const original = document.lines[line];
    const credited = quantities[line];
    if (original === undefined || credited === undefined) {
      throw invalidField(`lines.${position}.line`, { en: 'The invoice has no such line.', nl: 'De factuur heeft die regel niet.' });
    }
    quantities[line] = atPath(`lines.${position}.quantity`, () => addQuantity(original.quantity, credited, quantity));
  });
  const charges = [...before.charges];
  for (const [position, charge] of (request.charges ?? []).entries()) {
    if (charges[charge] !== false) {
      throw invalidField(`charges.${position}`, {
        en: 'The invoice has no such charge left.',
        nl: 'De factuur heeft die toeslag niet meer.',
      });
    }
    charges[charge] = true;
  }
  return { quantities, charges, deposits: before.deposits };
}

/** `credited + more`, refused unless it goes towards `original` and not beyond. */
function addQuantity(original: string, credited: string, more: string): string {
  const whole = parseDecimal(original, QUANTITY);
  const step = parseDecimal(more, QUANTITY);
  const sum = addDecimals(parseDecimal(credited, QUANTITY), step);
  const isNegative = whole.unscaled < 0n;
  const [low, high] = isNegative ? [whole, NOTHING] : [NOTHING, whole];
  const goesBack = isNegative ? step.unscaled >= 0n : step.unscaled <= 0n;
  if (goesBack || compareDecimals(sum, low) < 0 || compareDecimals(sum, high) > 0) {
    throw invalidField('', {
      en: `Of ${original} invoiced, ${credited} credited already; ${more} more is not possible.`,
      nl: `Van ${original} gefactureerd is al ${credited} gecrediteerd; ${more} erbij kan niet.`,
    });
  }
  return formatDecimal(sum);
}

function quantityAt(progress: CreditProgress, line: number): Decimal {
  return parseDecimal(itemAt(progress.quantities, line), QUANTITY);
}

/** `amount × part / whole`, rounded. */
function scaleBy(amount: Minor, part: Decimal, whole: Decimal): Minor {
  const scale = Math.max(part.scale, whole.scale);
  return minor(divideRounded(BigInt(amount) * absolute(rescale(part, scale)), absolute(rescale(whole, scale))));
}
