import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer, partyOf } from '../../customers/api.ts';
import { assertAhead, assertFits, UNSENT } from '../draft.ts';
import { draftBasis, priceDraft } from '../pricing.ts';
import { DraftQuoteLines, draftTerms, Quote, type NewQuote } from '../quote.ts';
import { createQuoteDraft } from '../repo.ts';

export const createQuote = action({
  name: 'quotes/create',
  summary: 'Writes a draft quote for a customer',
  permission: 'quotes.write',
  maxBytes: 2 * 1024 * 1024,
  input: z.object({
    customerId: Id,
    lines: DraftQuoteLines,
    // What is left out comes from the customer and the organisation.
    language: draftTerms.language.optional(),
    currency: draftTerms.currency.optional(),
    priceMode: draftTerms.priceMode.optional(),
    discount: draftTerms.discount.default(null),
    validUntil: draftTerms.validUntil.default(null),
    subject: draftTerms.subject.default(null),
    intro: draftTerms.intro.default(null),
    closing: draftTerms.closing.default(null),
  }),
  output: Quote,
  async run({ input: { customerId, lines, ...given }, org, clock, tx }) {
    const seller = await organisation(tx, org);
    assertAhead(given.validUntil, clock.now(), seller.timeZone);
    const customer = await activeCustomer(tx, org, customerId);
    const buyer = partyOf(customer);
    const terms = {
      ...given,
      language: given.language ?? customer.language,
      currency: given.currency ?? seller.currency,
      priceMode: given.priceMode ?? 'exclusive',
    };
    const priced = priceDraft(draftBasis(seller, buyer, terms, clock.now()), lines);
    const quote: NewQuote = {
      id: newId(),
      status: 'draft',
      number: null,
      revision: 1,
      customerId,
      buyer,
      ...terms,
      ...priced,
      ...UNSENT,
    };
    assertFits(quote);
    return createQuoteDraft(tx, org, quote);
  },
});
