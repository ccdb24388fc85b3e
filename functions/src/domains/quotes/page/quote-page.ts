import * as z from 'zod';
import { AppError } from '../../../platform/errors.ts';
import { type Page, type PageReply, type PageRequest } from '../../../platform/pages.ts';
import { requiredSetting } from '../../../platform/config.ts';
import { readFile } from '../../../platform/storage.ts';
import { readableColour } from '../../documents/api.ts';
import { acceptQuote } from '../actions/accept-quote.ts';
import { declineQuote } from '../actions/decline-quote.ts';
import { viewQuote } from '../actions/view-quote.ts';
import { PublicQuote } from '../public-quote.ts';
import { quoteMarkup } from './markup.ts';
import { QUOTE_STYLE } from './style.ts';
import { wordsIn } from './words.ts';

/** `/public/quote/<token>`: the quote, its options with their totals, and the customer's answer. */
export const quotePage: Page = {
  name: 'quote',
  get: { '': (request) => show(request, {}), pdf: download },
  post: {
    // Not a link with the choice in it: the name that was typed would stand in the address too.
    choose: (request) => show(request, {}),
    accept: (request) =>
      answer(request, (fields) => request.act(acceptQuote, { name: fields['name'] ?? '', ...seen(fields), ...options(fields), ...total(fields) })),
    decline: (request) => answer(request, (fields) => request.act(declineQuote, { reason: fields['reason'] ?? '', ...seen(fields) })),
  },
};

type Fields = Readonly<Record<string, string>>;

/** Answers with a redirect, so that a reload posts nothing; what the visitor can mend is said on the page itself. */
async function answer(request: PageRequest, act: (fields: Fields) => Promise<unknown>): Promise<PageReply> {
  try {
    await act(request.form);
    return { redirect: pageUrl(request) };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.kind.severity === 'warning' && thrown.code !== 'not-found') return show(request, { error: thrown });
    throw thrown;
  }
}

async function download(request: PageRequest): Promise<PageReply> {
  const { pdf } = await visibleTo(request, {});
  if (pdf === null) throw new AppError('not-found', 'the PDF is not made yet');
  return { file: await readFile(pdf.path), contentType: 'application/pdf', filename: pdf.filename };
}

async function visibleTo(request: PageRequest, chosen: object): Promise<PublicQuote> {
  return z.decode(PublicQuote, (await request.act(viewQuote, chosen)) as z.input<typeof PublicQuote>);
}

async function show(request: PageRequest, { error }: { readonly error?: AppError }): Promise<PageReply> {
  // Ticks that belong to an earlier version may name lines that are no option now.
  const quote = await visibleTo(request, options(request.form)).catch((thrown: unknown) => (isBadChoice(thrown) ? visibleTo(request, {}) : Promise.reject(thrown)));
  const say = wordsIn(quote.language);
  return {
    status: error === undefined ? 200 : error.kind.http,
    title: `${say('quote')} ${quote.number} – ${quote.seller.name}`,
    language: quote.language,
    accent: readableColour(quote.seller.colour),
    style: QUOTE_STYLE,
    body: quoteMarkup({ quote, url: pageUrl(request), alert: error?.say[quote.language], name: request.form['name'], reason: request.form['reason'] }),
  };
}

function isBadChoice(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'invalid-input';
}

function pageUrl({ token }: PageRequest): string {
  return `${requiredSetting('API_URL')}/public/quote/${encodeURIComponent(token)}`;
}

/** The ticked options, when the form had any. An unticked box is not sent, so a hidden field tells the form was there. */
function options(fields: Fields): { chosen?: number[] } {
  if (fields['options'] === undefined) return {};
  const ticked = Object.keys(fields).flatMap((name) => /^o(\d{1,3})$/.exec(name)?.[1] ?? []);
  return { chosen: ticked.map((index) => Number.parseInt(index, 10)) };
}

function seen(fields: Fields): { revision?: number } {
  const revision = wholeNumber(fields['revision']);
  return revision === undefined ? {} : { revision };
}

function total(fields: Fields): { total?: number } {
  const amount = wholeNumber(fields['total']);
  return amount === undefined ? {} : { total: amount };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number.parseInt(text, 10) : undefined;
}
