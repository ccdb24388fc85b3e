import { type Effect } from '../../platform/outbox.ts';
import { storeImmutable, type StoredFile } from '../../platform/storage.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { organisation } from '../accounts/api.ts';
import { renderPdf } from '../documents/api.ts';
import { recordImmutable } from '../files/api.ts';
import { filenameOf, logoOf, nameIn } from '../invoices/api.ts';
import { mailAcceptance, mailQuote } from './mailing.ts';
import { quotePdf, type QuotePdfOrder } from './outbox-kinds.ts';
import { quotePaper } from './paper.ts';
import { type Quote } from './quote.ts';
import { changeQuote, QUOTES, quoteById } from './repo.ts';
import { assertSent, type SentQuote } from './sent.ts';

/** The field of a quote that its PDF of a stage stands in. */
const FIELD = { sent: 'pdf', accepted: 'acceptedPdf' } as const;

/**
 * Makes the PDF of a quote and stores it for good; in the transaction that marks this done, the quote gets its PDF and
 * the mails that take it along are written. A second run finds the same bytes at the same place.
 */
export const quotePdfEffect: Effect<QuotePdfOrder> = {
  ...quotePdf,
  queue: 'render',
  maxAttempts: 8,
  leaseMs: 120_000,
  async perform({ org, payload }) {
    const quote = await quoteById(reader, org, payload.quoteId);
    if (isOvertaken(quote, payload)) return { overtaken: true };
    assertSent(quote);
    const { bytes } = await renderPdf(quotePaper(org, quote, await logoOf(org, quote)));
    return { file: await storeImmutable(pathOf(org, quote, payload.stage), bytes, 'application/pdf') };
  },
  async settle({ tx, org, clock, correlationId, payload, info, outboxId }) {
    const before = await quoteById(tx, org, payload.quoteId);
    const file = info['file'] as StoredFile | undefined;
    if (file === undefined || isOvertaken(before, payload)) return;
    const stored = await recordImmutable({ tx, org, clock }, { ...file, kind: 'quote-pdf', name: nameIn(file.path), about: { collection: QUOTES, id: before.id } });
    const quote = changeQuote(tx, org, before, { [FIELD[payload.stage]]: { fileId: stored.id, path: file.path, sha256: file.sha256 } });
    assertSent(quote);
    const posting = { tx, org, clock, correlationId };
    // One outbox document, one set of mails, however often this is settled.
    if (payload.stage === 'sent') mailQuote(posting, quote, outboxId);
    else mailAcceptance(posting, await organisation(tx, org), quote, outboxId);
  },
  async abandon({ tx, org, clock, correlationId, payload, error, outboxId }) {
    const quote = await quoteById(tx, org, payload.quoteId);
    if (isOvertaken(quote, payload)) return;
    assertSent(quote);
    if (payload.stage === 'sent') changeQuote(tx, org, quote, { sendError: error });
    // What was agreed is confirmed even when it cannot be put on paper.
    else mailAcceptance({ tx, org, clock, correlationId }, await organisation(tx, org), quote, outboxId);
  },
};

/** The quote was changed before its mail had gone out: nobody has seen this version, and nobody will. */
function isOvertaken(quote: Quote, { revision }: QuotePdfOrder): boolean {
  return quote.status === 'draft' || quote.revision !== revision;
}

function pathOf(org: Tenant, { id, number, revision }: SentQuote, stage: QuotePdfOrder['stage']): string {
  const version = revision === 1 ? '' : `-v${revision}`;
  return `${org.path}/quotes/${id}/${filenameOf(number)}${version}${stage === 'accepted' ? '-accepted' : ''}.pdf`;
}
