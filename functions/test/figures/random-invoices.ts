import fc from 'fast-check';
import { minor } from '../../src/platform/money.ts';
import { type DraftContent } from '../../src/domains/invoices/draft.ts';
import { StoredLine } from '../../src/domains/vat/api.ts';

const quantity = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 4 }), fc.nat(9_999))
  .map(([whole, places, rest]) => (places === 0 ? `${whole}` : `${whole}.${String(rest).padStart(4, '0').slice(0, places)}`));

const percentage = fc.integer({ min: 1, max: 9_999 }).map((percentBp) => ({ percentBp }));

const line = fc
  .record({
    description: fc.constantFrom('Dakraam', 'Stucwerk', 'Voorrijkosten', 'Onderhoud dakgoot'),
    quantity,
    unitPrice: fc.integer({ min: 1, max: 250_000 }),
    discount: fc.option(percentage, { freq: 3 }),
    vat: fc.constantFrom('standard', 'reduced', 'zero', 'exempt'),
    supply: fc.constantFrom('goods', 'services'),
  })
  .map((fields) => StoredLine.parse(fields));

/** What a person might put on an invoice: up to 30 lines, every Dutch rate, both price modes, all kinds of discount. */
export const anyContent: fc.Arbitrary<DraftContent> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 30 }),
    priceMode: fc.constantFrom('exclusive', 'inclusive'),
    share: fc.option(percentage, { freq: 2 }),
    // Below the cheapest document that the lines above can make.
    cents: fc.option(fc.constant({ amount: minor(1) }), { freq: 2 }),
  })
  .map(({ share, cents, ...content }) => ({ ...content, discount: share ?? (content.lines.some(({ discount }) => discount !== null) ? null : cents) }));

/** What is credited of an invoice, in order: chosen parts of lines first, all the rest at the end. */
export const anyPortions = fc.array(fc.tuple(fc.nat(29), fc.constantFrom('0.25', '1', '1.5')), { maxLength: 6 });
