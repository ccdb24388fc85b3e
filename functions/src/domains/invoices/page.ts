import { type Action } from '../../platform/action.ts';
import { requiredSetting } from '../../platform/config.ts';
import { AppError } from '../../platform/errors.ts';
import { html, type Html } from '../../platform/html.ts';
import { formatMoney, minor, type Minor } from '../../platform/money.ts';
import { type Page, type PageReply, type PageRequest } from '../../platform/pages.ts';
import { readFile } from '../../platform/storage.ts';
import { viewInvoice } from './actions/view-invoice.ts';
import { pageWords } from './page-words.ts';
import { PublicInvoice } from './public-invoice.ts';
import { UNPAID } from './status.ts';

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
    style: STYLE,
    body: html`<p class="quiet">${seller.name}</p><h1>${words.title} ${number}</h1>
${isUnpaid && isBack ? html`<p class="note" role="status">${words.underWay}</p>` : html`<p class="note" role="status">${words.status}</p>`}
${facts(invoice)}${lines(invoice)}
${invoice.wording.map((sentence) => html`<p class="quiet">${sentence}</p>`)}
<div class="actions">
${isUnpaid && html`<form method="post" action="${url}/pay"><button>${words.pay}</button></form>`}
${invoice.pdf !== null && html`<a class="button secondary" href="${url}/pdf">${words.pdf}</a>`}
</div>
${isUnpaid && seller.iban !== null && html`<p class="quiet">${words.transfer}</p>`}
<p class="quiet">${words.questions}</p>`,
  };
}

function facts(invoice: PublicInvoice): Html {
  const { facts: rows } = pageWords(invoice);
  return html`<dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function lines(invoice: PublicInvoice): Html {
  const { language, currency, totals, vat } = invoice;
  const words = pageWords(invoice);
  const money = (amount: Minor) => formatMoney({ amount: minor(amount), currency }, language);
  const row = (label: string, amount: Minor) => html`<tr><th scope="row" colspan="2">${label}</th><td class="amount">${money(amount)}</td></tr>`;
  return html`<table>
<thead><tr><th scope="col">${words.description}</th><th scope="col" class="amount">${words.quantity}</th><th scope="col" class="amount">${words.amount}</th></tr></thead>
<tbody>${invoice.lines.map(
    (line) => html`<tr><td>${line.description}${line.detail !== null && html`<br><span class="quiet">${line.detail}</span>`}</td>
<td class="amount">${words.decimal(line.quantity)} ${line.unit}</td><td class="amount">${money(line.net)}</td></tr>`,
  )}</tbody>
<tfoot>${totals.discount !== 0 && row(words.discount, minor(-totals.discount))}${totals.deposits !== 0 && row(words.deposits, minor(-totals.deposits))}${row(words.net, totals.net)}${vat.map((group) => row(words.vat(group), group.vat))}${row(words.gross, totals.gross)}</tfoot></table>`;
}

const STYLE = `
.button.secondary{background:#fff;color:#1d2430;border:1px solid #cbd2dc}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:1rem 0}dl div{margin:0}
dt{color:#667085;font-size:.875rem}dd{margin:0;font-weight:600}
.note{background:#f0f4f1;border-radius:8px;padding:.75rem 1rem}.actions{display:flex;gap:.75rem;flex-wrap:wrap;align-items:center;margin:1.25rem 0}
.actions form{margin:0}tfoot th{font-weight:400}tfoot tr:last-child th,tfoot tr:last-child td{font-weight:700;border-bottom:0}
`;
