import { type Action } from '../../platform/action.ts';
import { requiredSetting } from '../../platform/config.ts';
import { AppError } from '../../platform/errors.ts';
import { html, type Html } from '../../platform/html.ts';
import { addMinor, formatMoney, minor, type Minor } from '../../platform/money.ts';
import { type Page, type PageReply, type PageRequest } from '../../platform/pages.ts';
import { readFile } from '../../platform/storage.ts';
import { readableColour, unitLabel } from '../documents/api.ts';
import { viewInvoice } from './actions/view-invoice.ts';
import { pageWords } from './page-words.ts';
import { PublicInvoice } from './public-invoice.ts';
import { UNPAID, type InvoiceStatus } from './status.ts';

/**
 * The public page of one invoice: what it says, its PDF, and a button that leads to the checkout.
 * @param pay the action that opens a checkout for the holder of the link and answers with its `url`
 */
export function invoicePage(pay: Action): Page {
  return {
    name: 'invoice',
    get: {
      '': async (request) => show(await view(request), request),
      pdf: async (request) => pdf(await view(request)),
    },
    post: {
      pay: async (request) => {
        const { url } = (await request.act(pay)) as { readonly url: string };
        return { redirect: url };
      },
    },
  };
}

async function view(request: PageRequest): Promise<PublicInvoice> {
  return PublicInvoice.decode((await request.act(viewInvoice)) as never);
}

async function pdf({ pdf: stored, number }: PublicInvoice): Promise<PageReply> {
  if (stored === null) {
    throw new AppError('not-found', `the PDF of ${number} is not there yet`, {
      say: { en: 'The PDF is being made. Try again in a moment.', nl: 'De pdf wordt gemaakt. Probeer het zo weer.' },
    });
  }
  return { file: await readFile(stored.path), contentType: 'application/pdf', filename: `${number}.pdf` };
}

function show(invoice: PublicInvoice, { token, query }: PageRequest): PageReply {
  const { language, number, seller } = invoice;
  const words = pageWords(invoice);
  const isUnpaid = invoice.kind === 'invoice' && UNPAID.includes(invoice.status);
  const isBack = query['payment'] === 'returned';
  // Whole, since the function does not stand at the root of its host.
  const url = `${requiredSetting('API_URL')}/public/invoice/${token}`;
  return {
    title: `${words.title} ${number}`,
    language,
    accent: readableColour(seller.colour),
    body: html`<header><p class="seller">${seller.name}</p></header><h1>${words.title} ${number}</h1>
<p class="notice ${NOTICE[invoice.status] ?? ''}" role="status">${isUnpaid && isBack ? words.underWay : words.status}</p>
${facts(invoice)}${lines(invoice)}
${invoice.wording.map((sentence) => html`<p class="quiet">${sentence}</p>`)}
<div class="actions">
${isUnpaid && html`<form method="post" action="${url}/pay"><button>${words.pay}</button></form>`}
${invoice.pdf !== null && html`<a class="button secondary" href="${url}/pdf">${words.pdf}</a>`}
</div>
${isUnpaid && seller.iban !== null && html`<section class="panel"><h2>${words.transferTitle}</h2><dl>${words.transfer.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl></section>`}
${seller.email !== null && html`<footer class="quiet">${words.questions} <a href="mailto:${seller.email}">${seller.email}</a></footer>`}`,
  };
}

/** Which statuses stand out; nothing is green before it is paid. */
const NOTICE: Partial<Record<InvoiceStatus, string>> = { paid: 'good', overdue: 'alert' };

function facts(invoice: PublicInvoice): Html {
  const { facts: rows } = pageWords(invoice);
  return html`<dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What has been paid or credited of an invoice, and what that leaves. */
function settled({ kind, amounts, language }: PublicInvoice): [string, Minor][] {
  const less = addMinor(amounts.paid, amounts.credited);
  if (kind === 'credit-note' || less === 0) return [];
  const words = { nl: ['Al betaald', 'Gecrediteerd', 'Nog te betalen'], en: ['Paid', 'Credited', 'Amount due'] } as const;
  const [paid, credited, due] = words[language];
  const rows: [string, Minor][] = [[paid, minor(-amounts.paid)], [credited, minor(-amounts.credited)]];
  return [...rows.filter(([, amount]) => amount !== 0), [due, amounts.due]];
}

function lines(invoice: PublicInvoice): Html {
  const { language, currency, totals, vat } = invoice;
  const words = pageWords(invoice);
  const money = (amount: Minor) => formatMoney({ amount: minor(amount), currency }, language);
  const row = (label: string, amount: Minor, strong = false) =>
    html`<tr${strong && html` class="strong"`}><th scope="row" colspan="2">${label}</th><td class="amount">${money(amount)}</td></tr>`;
  // Where no VAT is charged, "with" and "without" would say the same.
  const taxed = vat.filter(({ category }) => category === 'S');
  return html`<table>
<thead><tr><th scope="col">${words.description}</th><th scope="col" class="amount">${words.quantity}</th><th scope="col" class="amount">${words.amount}</th></tr></thead>
<tbody>${invoice.lines.map(
    (line) => html`<tr><td>${line.description}${line.detail !== null && html`<br><span class="quiet">${line.detail}</span>`}</td>
<td class="amount">${words.decimal(line.quantity)} ${line.unit !== null && unitLabel(line.unit, language, line.quantity)}</td><td class="amount">${money(line.net)}</td></tr>`,
  )}</tbody>
<tfoot>${totals.discount !== 0 && row(words.discount, minor(-totals.discount))}${totals.deposits !== 0 && row(words.deposits, minor(-totals.deposits))}${taxed.length > 0 && row(words.net, totals.net)}${taxed.map((group) => row(words.vat(group), group.vat))}${row(taxed.length > 0 ? words.gross : words.untaxed, totals.gross, true)}${settled(invoice).map(([label, amount]) => row(label, amount))}</tfoot></table>`;
}
