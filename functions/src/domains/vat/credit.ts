/**
 * Credit notes, as the difference of what has been credited before and after. The last one takes what
 * rounding has left, so that invoice and credit notes add up to zero, in each VAT group too.
 */
import { absolute, divideRounded } from '../../platform/decimal.ts';
import { invalidField } from '../../platform/errors.ts';
import { addMinor, allocate, minor, negateMinor, subtractMinor, sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import {
  advanceProgress,
  creditedGroups,
  creditedOfLine,
  depositsOf,
  isFullyCredited,
  isLineComplete,
  isLineUntouched,
  quantityBetween,
  type CreditableDocument,
  type CreditedGroup,
  type CreditProgress,
  type CreditRequest,
} from './credit-progress.ts';
import {
  itemAt,
  keyOf,
  membersOf,
  sumGroups,
  type Breakdown,
  type ChargeTotals,
  type DocumentTotals,
  type LineTotals,
  type VatGroup,
} from './document.ts';
import { taxGroup } from './net-amounts.ts';
import { unitPriceNet } from './unit-price.ts';

/** A credit note: totals with the opposite sign of the invoice's, and where each line came from. */
export interface CreditNote {
  readonly totals: DocumentTotals;
  /** For each line of `totals`: the line of the invoice and the quantity, with the opposite sign. */
  readonly lines: readonly { readonly line: number; readonly quantity: string }[];
  /** For each charge of `totals`: the charge of the invoice. */
  readonly charges: readonly number[];
  readonly progress: CreditProgress;
}

/**
 * The next credit note of an invoice. The discounts of a line, its share of the document's included, stand on the
 * line of the credit note; only a credit note of the whole invoice at once mirrors it in every figure.
 *
 * @param before the progress of the credit note before this one, `noProgress` for the first
 * @throws AppError `invalid-input` at `lines`, `lines.N.line`, `lines.N.quantity` or `charges.N`: nothing is left
 *   or chosen, there is no such line, or more would be credited than was invoiced
 */
export function creditDocument(document: CreditableDocument, before: CreditProgress, request: CreditRequest): CreditNote {
  const after = advanceProgress(document, before, request);
  const step: Step = { document, before, after, ...changesBetween(document, before, after) };
  if (step.lines.length === 0 && step.charges.length === 0 && before.deposits === after.deposits) {
    throw invalidField('lines', { en: 'There is nothing to credit.', nl: 'Er is niets te crediteren.' });
  }
  const isWhole = isUntouched(document, before) && isFullyCredited(document, after);
  const totals = isWhole ? mirror(document, step) : partialTotals(step);
  return { totals, lines: step.lines, charges: step.charges, progress: after };
}

/** Everything one credit note is made from. */
interface Step {
  readonly document: CreditableDocument;
  readonly before: CreditProgress;
  readonly after: CreditProgress;
  readonly lines: CreditNote['lines'];
  readonly charges: readonly number[];
}

function changesBetween(document: CreditableDocument, before: CreditProgress, after: CreditProgress): Pick<Step, 'lines' | 'charges'> {
  const lines = document.lines
    .map((_, line) => ({ line, quantity: quantityBetween(before, after, line) }))
    .filter(({ quantity }) => quantity !== '0');
  const charges = after.charges.flatMap((credited, index) => (credited && before.charges[index] !== true ? [index] : []));
  return { lines, charges };
}

function isUntouched(document: CreditableDocument, progress: CreditProgress): boolean {
  const isFresh = document.lines.every((_, line) => isLineUntouched(progress, line));
  return isFresh && !progress.charges.includes(true) && !progress.deposits;
}

/** The whole invoice with every sign turned. */
function mirror({ computed }: CreditableDocument, step: Step): DocumentTotals {
  const groups = computed.groups.map(negateGroup);
  return {
    ...computed,
    lines: step.lines.map(({ line }) => {
      const original = itemAt(computed.lines, line);
      return { ...original, typed: negateBreakdown(original.typed), net: negateBreakdown(original.net) };
    }),
    charges: computed.charges.map((charge) => ({ ...charge, typed: negateMinor(charge.typed), net: negateMinor(charge.net) })),
    groups,
    totals: sumGroups(groups),
  };
}

function partialTotals(step: Step): DocumentTotals {
  const { computed } = step.document;
  const [start, end] = [creditedGroups(step.document, step.before), creditedGroups(step.document, step.after)];
  const parts = computed.groups.map((group, index) => creditGroup(step, group, itemAt(start, index), itemAt(end, index)));
  const groups = parts.flatMap(({ group }) => (group ? [group] : []));
  const [lines, charges] = [new Map(parts.flatMap((part) => part.lines)), new Map(parts.flatMap((part) => part.charges))];
  return {
    ...computed,
    lines: step.lines.flatMap(({ line }) => lines.get(line) ?? []),
    charges: step.charges.flatMap((charge) => charges.get(charge) ?? []),
    groups,
    totals: sumGroups(groups),
  };
}

/** What one credit note takes from one VAT group; entries are keyed by their position on the invoice. */
interface GroupPart {
  readonly group?: VatGroup;
  readonly lines: readonly (readonly [number, LineTotals])[];
  readonly charges: readonly (readonly [number, ChargeTotals])[];
}

function creditGroup(step: Step, original: VatGroup, start: CreditedGroup, end: CreditedGroup): GroupPart {
  const { document, before, after } = step;
  const { lines: allLines, charges: allCharges } = document.computed;
  const members = new Set(membersOf(allLines, original));
  const own = step.lines.filter(({ line }) => members.has(line));
  const ownCharges = membersOf(allCharges, original).filter((charge) => step.charges.includes(charge));
  const reopened = after.deposits && !before.deposits ? depositsOf(document, original) : { base: ZERO, vat: ZERO };
  if (own.length === 0 && ownCharges.length === 0 && reopened.base === 0 && reopened.vat === 0) return { lines: [], charges: [] };

  const [base, vat] = [subtractMinor(start.base, end.base), subtractMinor(start.vat, end.vat)];
  const typed = own.map(({ line }) => typedDifference(step, line));
  const chargesTyped = ownCharges.map((charge) => negateMinor(itemAt(allCharges, charge).typed));
  const estimates = [
    ...own.map(({ line }, place) => netEstimate(step, line, itemAt(typed, place).total)),
    ...ownCharges.map((charge) => negateMinor(itemAt(allCharges, charge).net)),
  ];
  const net = settle(subtractMinor(base, reopened.base), estimates, [...typed.map(({ total }) => total), ...chargesTyped]);
  const [lineNets, chargeNets] = [net.slice(0, own.length), net.slice(own.length)];
  return {
    group: {
      ...keyOf(original),
      lines: sumMinor(lineNets),
      discount: ZERO,
      charges: sumMinor(chargeNets),
      deposits: negateMinor(reopened.base),
      base,
      vat,
      gross: addMinor(base, vat),
    },
    lines: own.map((credited, place) => [credited.line, creditLine(step, credited, itemAt(typed, place), itemAt(lineNets, place))]),
    charges: ownCharges.map((charge, place) => [
      charge,
      { treatment: keyOf(original), typed: itemAt(chargesTyped, place), net: itemAt(chargeNets, place) },
    ]),
  };
}

/** What this credit note takes from a line as typed, with its own sign. */
function typedDifference({ document, before, after }: Step, line: number): Breakdown {
  const [start, end] = [creditedOfLine(document, before, line), creditedOfLine(document, after, line)];
  const total = subtractMinor(start.total, end.total);
  return {
    gross: subtractMinor(start.gross, end.gross),
    discount: subtractMinor(start.discount, end.discount),
    amount: total,
    documentDiscount: ZERO,
    total,
  };
}

/** What a line should come to without VAT: as on the invoice when it goes at once, else by its own price. */
function netEstimate({ document, before, after }: Step, line: number, typedTotal: Minor): Minor {
  const { net, treatment } = itemAt(document.computed.lines, line);
  if (isLineUntouched(before, line) && isLineComplete(document, after, line)) return negateMinor(net.total);
  if (document.computed.priceMode === 'exclusive') return typedTotal;
  return minor(divideRounded(BigInt(typedTotal) * 10_000n, 10_000n + BigInt(treatment.rateBp)));
}

/** Moves the cents by which estimates miss their sum, in proportion to what was typed. */
function settle(sum: Minor, estimates: readonly Minor[], typed: readonly Minor[]): Minor[] {
  const missing = subtractMinor(sum, sumMinor(estimates));
  const moved = allocate(missing, typed.map((amount) => absolute(BigInt(amount))));
  return estimates.map((estimate, index) => addMinor(estimate, itemAt(moved, index)));
}

function creditLine(
  { document }: Step,
  { line, quantity }: CreditNote['lines'][number],
  typed: Breakdown,
  total: Minor,
): LineTotals {
  const { priceMode, currency, lines } = document.computed;
  const { treatment, unitPriceNet: originalPrice } = itemAt(lines, line);
  if (priceMode === 'exclusive') return { treatment, typed, net: { ...typed, amount: total, total }, unitPriceNet: originalPrice };
  const discount = taxGroup(priceMode, typed.discount, treatment.rateBp).base;
  const gross = addMinor(total, discount);
  const price = unitPriceNet(quantity, gross, itemAt(document.lines, line).unitPriceMinor, currency);
  return { treatment, typed, net: { gross, discount, amount: total, documentDiscount: ZERO, total }, unitPriceNet: price };
}

function negateBreakdown(amounts: Breakdown): Breakdown {
  return {
    gross: negateMinor(amounts.gross),
    discount: negateMinor(amounts.discount),
    amount: negateMinor(amounts.amount),
    documentDiscount: negateMinor(amounts.documentDiscount),
    total: negateMinor(amounts.total),
  };
}

function negateGroup(group: VatGroup): VatGroup {
  return {
    ...keyOf(group),
    lines: negateMinor(group.lines),
    discount: negateMinor(group.discount),
    charges: negateMinor(group.charges),
    deposits: negateMinor(group.deposits),
    base: negateMinor(group.base),
    vat: negateMinor(group.vat),
    gross: negateMinor(group.gross),
  };
}
