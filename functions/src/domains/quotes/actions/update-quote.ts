import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer, partyOf } from '../../customers/api.ts';
import { assertAhead, assertFits, UNSENT } from '../draft.ts';
import { draftBasis, draftLine, priceDraft } from '../pricing.ts';
import { DraftQuoteLines, draftTerms, Quote } from '../quote.ts';
import { changeQuote, keepRevision, quoteById } from '../repo.ts';
import { assertMove } from '../status.ts';

export const updateQuote = action({
  name: 'quotes/update',
  summary: 'Changes the given fields of a quote; one that was sent becomes the draft of its next version',
  permission: 'quotes.write',
  maxBytes: 2 * 1024 * 1024,
  input: z.object({
    quoteId: Id,
    /** The version the person saw; refused when somebody else changed the quote since. */
    ifVersion: z.int().positive().optional(),
    customerId: Id.optional(),
    lines: DraftQuoteLines.optional(),
    ...z.object(draftTerms).partial().shape,
  }),
  output: Quote,
  async run({ input: { quoteId, ifVersion, customerId, lines, ...change }, org, clock, tx }) {
    const before = await quoteById(tx, org, quoteId);
    assertVersion(before, ifVersion);
    const next = before.status === 'draft' ? {} : nextVersion(before);
    if (before.status !== 'draft') keepRevision(tx, org, before);
    const seller = await organisation(tx, org);
    if (change.validUntil !== undefined) assertAhead(change.validUntil, clock.now(), seller.timeZone);
    const buyer = partyOf(await activeCustomer(tx, org, customerId ?? before.customerId));
    const { language, currency, priceMode, discount, validUntil, subject, intro, closing } = { ...before, ...next, ...given(change) };
    const terms = { language, currency, priceMode, discount, validUntil, subject, intro, closing };
    const priced = priceDraft(draftBasis(seller, buyer, terms, clock.now()), lines ?? before.lines.map(draftLine));
    const patch = { ...next, customerId: buyer.customerId, buyer, ...terms, ...priced };
    assertFits(patch);
    return changeQuote(tx, org, before, patch);
  },
});

/** The number stays; the term is counted anew from the next sending. */
function nextVersion(before: Quote) {
  assertMove(before.status, 'draft');
  return { ...UNSENT, status: 'draft', revision: before.revision + 1, validUntil: null } as const;
}
