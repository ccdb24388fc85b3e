import { requiredSetting } from '../../platform/config.ts';
import { signLink } from '../../platform/link-token.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Language } from '../../platform/text.ts';
import { type PaperDocument } from '../documents/api.ts';
import { adjustments, buyerOnPaper, lineOnPaper, sellerOnPaper, vatRows } from '../invoices/api.ts';
import { linkDocument, linkExpiry } from './link.ts';
import { longDate, longMoment } from './page/formats.ts';
import { type SentQuote } from './sent.ts';

type Logo = NonNullable<NonNullable<PaperDocument['brand']>['logo']>;

/** A quote as it is printed; until it is answered with the address at which the customer can do that. */
export function quotePaper(org: Tenant, quote: SentQuote, logo: Logo | undefined): PaperDocument {
  const { language, currency, seller, totals } = quote;
  return {
    kind: 'quote',
    language,
    title: titleOf(quote),
    seller: sellerOnPaper(quote),
    buyer: buyerOnPaper(quote),
    number: quote.number,
    issueDate: quote.issueDate,
    dueDate: quote.validUntil,
    currency,
    subject: quote.subject ?? undefined,
    intro: paragraphs(quote.intro),
    lines: quote.lines.map((line) => ({
      ...lineOnPaper(line, 1, currency),
      optional: line.optional ? { chosen: line.chosen } : undefined,
    })),
    adjustments: adjustments({ language, vat: quote.vat, deposits: [] }, 1),
    vat: vatRows({ language, vat: quote.vat, inEuro: null }, 1),
    totals: { netMinor: totals.net, vatMinor: totals.vat, grossMinor: totals.gross, prepaidMinor: 0, dueMinor: totals.gross },
    notes: [...quote.wording.map((wording) => wording[language]), ...paragraphs(quote.closing)],
    payment: answering(org, quote),
    brand: { colour: seller.branding.colour, logo },
  };
}

function titleOf({ language, revision }: SentQuote): string | undefined {
  if (revision === 1) return undefined;
  return language === 'nl' ? `Offerte, versie ${revision}` : `Quote, version ${revision}`;
}

function paragraphs(text: string | null): string[] {
  return text === null ? [] : text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
}

/** How to answer while that is possible, and who agreed when somebody has. */
function answering(org: Tenant, quote: SentQuote): PaperDocument['payment'] {
  if (quote.acceptance !== null) return { instruction: agreement(quote, quote.acceptance) };
  return quote.status === 'sent' ? { url: pageUrl(org, quote) } : undefined;
}

function agreement({ language, seller }: SentQuote, { name, at, recorded }: NonNullable<SentQuote['acceptance']>): string {
  if (recorded !== null) return writtenDown(name, longDate(recorded.on, language), seller.name)[language];
  const moment = longMoment(at, language, seller.timeZone);
  return language === 'nl' ? `Aanvaard door ${name} op ${moment}.` : `Accepted by ${name} on ${moment}.`;
}

function writtenDown(name: string, day: string, seller: string): Record<Language, string> {
  return { nl: `Aanvaard door ${name} op ${day}, vastgelegd door ${seller}.`, en: `Accepted by ${name} on ${day}, recorded by ${seller}.` };
}

/** Where the customer reads and answers this version without an account. */
function pageUrl(org: Tenant, { id, revision, validUntil, seller }: SentQuote): string {
  const claims = { orgId: org.id, documentId: linkDocument({ quoteId: id, revision }), expiresAt: linkExpiry(validUntil, seller.timeZone) };
  return `${requiredSetting('API_URL')}/public/quote/${signLink({ link: 'quote', ...claims })}`;
}
