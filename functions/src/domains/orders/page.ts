import { type Action } from '../../platform/action.ts';
import { requiredSetting } from '../../platform/config.ts';
import { html, Html } from '../../platform/html.ts';
import { formatMoney, minor, type Minor } from '../../platform/money.ts';
import { type Page, type PageReply, type PageRequest } from '../../platform/pages.ts';
import { readableColour } from '../documents/api.ts';
import { viewOrder } from './actions/view-order.ts';
import { headline, stepText, timeText, wordsIn } from './page-words.ts';
import { PublicOrder } from './public-order.ts';
import { isOpen } from './status.ts';

interface Steps {
  /** Opens a checkout for the holder of the link and answers with its `url`. */
  readonly pay: Action;
  readonly withdraw: Action;
}

/** `/public/order/<token>`: where an order stands, for a customer without an app; to pay it and, until accepted, to cancel it. */
export function orderPage({ pay, withdraw }: Steps): Page {
  return {
    name: 'order',
    get: { '': async (request) => show(await view(request), request) },
    post: {
      pay: async (request) => ({ redirect: ((await request.act(pay)) as { readonly url: string }).url }),
      withdraw: async (request) => {
        await request.act(withdraw);
        return { redirect: pageUrl(request) };
      },
    },
  };
}

async function view(request: PageRequest): Promise<PublicOrder> {
  return PublicOrder.decode((await request.act(viewOrder)) as never);
}

/** Whole, since the function does not stand at the root of its host. */
function pageUrl({ token }: PageRequest): string {
  return `${requiredSetting('API_URL')}/public/order/${token}`;
}

function show(order: PublicOrder, request: PageRequest): PageReply {
  const { query } = request;
  const url = pageUrl(request);
  const say = wordsIn(order.language);
  const isBack = query['payment'] === 'returned' && order.can.pay;
  return {
    title: `${say('order')} ${order.number} – ${order.shopName}`,
    language: order.language,
    accent: readableColour(order.seller.colour),
    body: html`${isOpen(order.status) && REFRESH}<header><p class="seller">${order.shopName}</p></header><h1>${headline(order)}</h1>
${isBack && html`<p class="notice" role="status">${say('underWay')}</p>`}
${order.cancellation !== null && order.cancellation.reason !== '' && html`<p class="notice">${order.cancellation.reason}</p>`}
${facts(order)}
<div class="actions">
${order.can.pay && !isBack && html`<form method="post" action="${url}/pay"><button>${say('pay')}</button></form>`}
${order.can.withdraw && html`<form method="post" action="${url}/withdraw"><button class="secondary">${say('withdraw')}</button></form>`}
</div>
${lines(order)}${history(order)}
${isOpen(order.status) && html`<p class="quiet">${say('refreshes')}</p>`}`,
  };
}

/** The page has no script; the browser itself looks again. */
const REFRESH = new Html('<meta http-equiv="refresh" content="20">');

function facts(order: PublicOrder): Html {
  const { status, service, table, dueAt, placedAt, payment, number } = order;
  const say = wordsIn(order.language);
  const rows: [string, string][] = [[say('order'), number], [say('placed'), timeText(placedAt, order)]];
  if (isOpen(status)) rows.push([say(service === 'deliver' ? 'expected' : 'readyAt'), timeText(dueAt, order)]);
  if (table !== null) rows.push([say('table'), table]);
  if (payment.due > 0) rows.push([say('toPay'), money(order)(payment.due)]);
  return html`<dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function money({ currency, language }: PublicOrder): (amount: Minor) => string {
  return (amount) => formatMoney({ amount: minor(amount), currency }, language);
}

function lines(order: PublicOrder): Html {
  const say = wordsIn(order.language);
  const amount = money(order);
  const row = (label: string, value: Minor, strong = false) => html`<tr${strong && html` class="strong"`}><th scope="row" colspan="2">${label}</th><td class="amount">${amount(value)}</td></tr>`;
  const { fees, promotions, totals } = order;
  return html`<table>
<thead><tr><th scope="col">${say('what')}</th><th scope="col" class="amount">${say('quantity')}</th><th scope="col" class="amount">${say('amount')}</th></tr></thead>
<tbody>${order.lines.map(
    (line) => html`<tr><td>${line.name}${line.detail !== '' && html`<br><span class="quiet">${line.detail}</span>`}${line.note !== '' && html`<br><span class="quiet">“${line.note}”</span>`}</td>
<td class="amount">${line.quantity}</td><td class="amount">${amount(line.total)}</td></tr>`,
  )}</tbody>
<tfoot>${fees.map((fee) => row(say(fee.kind), fee.gross))}${promotions.map(({ code, discount }) => row(`${say('discount')} ${code}`, minor(-discount)))}
${totals.tip > 0 && row(say('tip'), totals.tip)}${row(say('total'), totals.toPay, true)}${totals.vat > 0 && row(say('vat'), totals.vat)}</tfoot></table>`;
}

function history(order: PublicOrder): Html {
  return html`<h2>${wordsIn(order.language)('history')}</h2><ol>${order.steps.map(
    ({ status, at }) => html`<li>${stepText(status, order.language)} <span class="quiet">${timeText(at, order)}</span></li>`,
  )}</ol>`;
}
