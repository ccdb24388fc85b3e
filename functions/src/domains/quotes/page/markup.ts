import { formatMoney, minor } from '../../../platform/money.ts';
import { html, type Html } from '../../../platform/html.ts';
import { unitLabel } from '../../documents/api.ts';
import { type PublicQuote } from '../public-quote.ts';
import { longDate, longMoment, paragraphs, percentage, plainNumber } from './formats.ts';
import { wordsIn } from './words.ts';

/** What of the page changes with what the visitor just did. */
export interface Shown {
  readonly quote: PublicQuote;
  /** The page's own address, without a query. */
  readonly url: string;
  /** Something did not work: said on top, and read out first. */
  readonly alert?: string | undefined;
  /** What was typed, given back when the form is shown again. */
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
}

export function quoteMarkup(shown: Shown): Html {
  const { quote, alert } = shown;
  const say = wordsIn(quote.language);
  return html`
    ${alert !== undefined && html`<p class="notice alert" role="alert">${alert}</p>`}
    ${head(quote)}
    ${status(quote)}
    ${quote.subject !== null && html`<h2>${quote.subject}</h2>`}
    ${paragraphs(quote.intro)}
    ${quote.open ? answerable(shown) : html`${lines(quote)}${totals(quote)}${terms(quote)}`}
    ${quote.open && declineForm(shown)}
    ${quote.pdf !== null && html`<p><a href="${shown.url}/pdf">${say('pdf')}</a></p>`}
    ${foot(quote)}`;
}

function head({ seller, buyer, number, revision, issueDate, validUntil, language }: PublicQuote): Html {
  const say = wordsIn(language);
  return html`
    <header>
      <p class="seller">${seller.name}</p>
      <p class="quiet">${seller.address.join(', ')}</p>
    </header>
    <h1>${say('quote')} ${number}</h1>
    <dl class="facts">
      <div><dt>${say('for')}</dt><dd>${buyer.name}${buyer.contactName !== null && html`<br>${say('attention')} ${buyer.contactName}`}${buyer.address.map((line) => html`<br>${line}`)}</dd></div>
      <div><dt>${say('date')}</dt><dd>${longDate(issueDate, language)}</dd></div>
      <div><dt>${say('validUntil')}</dt><dd>${longDate(validUntil, language)}</dd></div>
      ${revision > 1 && html`<div><dt>${say('version')}</dt><dd>${revision}</dd></div>`}
    </dl>`;
}

function status(quote: PublicQuote): Html {
  const { language, acceptance, decline, timeZone } = quote;
  const say = wordsIn(language);
  const nl = language === 'nl';
  const notices = [
    quote.linkRevision < quote.revision && { kind: 'info', text: say('newerVersion') },
    quote.beingChanged && { kind: 'info', text: say('beingChanged') },
    acceptance !== null && {
      kind: 'good',
      text: nl
        ? `Aanvaard door ${acceptance.name} op ${acceptedOn(quote, acceptance)}.`
        : `Accepted by ${acceptance.name} on ${acceptedOn(quote, acceptance)}.`,
    },
    decline !== null && {
      kind: 'info',
      text: nl ? `Afgewezen op ${longMoment(decline.at, language, timeZone)}.` : `Declined on ${longMoment(decline.at, language, timeZone)}.`,
    },
    (quote.status === 'expired' || (quote.status === 'sent' && !quote.open && !quote.beingChanged)) && { kind: 'info', text: `${say('expired')}.` },
  ];
  return html`${notices.map((notice) => notice !== false && html`<p class="notice ${notice.kind}" role="status">${notice.text}</p>`)}`;
}

function acceptedOn({ language, timeZone }: PublicQuote, { at, on }: NonNullable<PublicQuote['acceptance']>): string {
  return on === null ? longMoment(at, language, timeZone) : longDate(on, language);
}

/** Lines, totals and agreement in one form, so that what is ticked goes along with the name. */
function answerable(shown: Shown): Html {
  const { quote, url, name = '' } = shown;
  const say = wordsIn(quote.language);
  const hasOptions = quote.lines.some((line) => line.optional);
  return html`
    <form method="post" action="${url}/accept">
      <input type="hidden" name="revision" value="${quote.revision}">
      <input type="hidden" name="total" value="${quote.totals.gross}">
      ${lines(quote)}
      ${hasOptions && html`<p><button class="secondary" formaction="${url}/choose" formnovalidate>${say('recalculate')}</button></p>`}
      ${totals(quote)}
      ${terms(quote)}
      <section class="panel" aria-labelledby="accept">
        <h2 id="accept">${say('acceptTitle')}</h2>
        <p>${say('acceptText')}</p>
        <label>${say('name')}<input name="name" value="${name}" required maxlength="120" autocomplete="name"></label>
        <button>${say('accept')}</button>
      </section>
    </form>`;
}

/** Where no VAT is charged, "with" and "without" would say the same. */
function hasVat(vat: PublicQuote['vat']): boolean {
  return vat.some(({ category }) => category === 'S' || category === 'Z');
}

/** What one agrees to besides the lines; it stands above the button. */
function terms({ language, priceMode, vat, wording, closing }: PublicQuote): Html {
  const say = wordsIn(language);
  return html`
    ${hasVat(vat) && html`<p class="quiet">${priceMode === 'inclusive' ? say('pricesWithVat') : say('pricesWithoutVat')}</p>`}
    ${wording.map((sentence) => html`<p>${sentence}</p>`)}
    ${paragraphs(closing)}`;
}

function declineForm({ quote, url, reason = '' }: Shown): Html {
  const say = wordsIn(quote.language);
  return html`
    <details${reason !== '' && html` open`}>
      <summary>${say('declineTitle')}</summary>
      <form method="post" action="${url}/decline">
        <input type="hidden" name="revision" value="${quote.revision}">
        <label>${say('reason')}<textarea name="reason" rows="3" required maxlength="1000">${reason}</textarea></label>
        <button class="secondary">${say('decline')}</button>
      </form>
    </details>`;
}

function lines({ lines: all, currency, language, open }: PublicQuote): Html {
  const say = wordsIn(language);
  const money = (amount: number) => formatMoney({ amount: minor(amount), currency }, language);
  const rows = all.map(({ index, description, detail, quantity, unit, amount, optional, chosen }) => {
    const id = `line-${index}`;
    const words = html`${description}${detail !== null && detail !== '' && html`<br><span class="quiet">${detail}</span>`}`;
    const ticking = optional && open;
    return html`<tr${!chosen && html` class="unchosen"`}>
      <td>${ticking
        ? html`<label class="option" for="${id}"><input type="checkbox" id="${id}" name="o${index}" value="1"${chosen && html` checked`}><span>${words} <em>${say('optional')}</em></span></label>`
        : html`${words}${optional && html` <em>${say('optional')}</em>`}`}</td>
      <td class="amount">${plainNumber(quantity, language)}${unit !== null && ` ${unitLabel(unit, language, quantity)}`}</td>
      <td class="amount">${chosen || open ? money(amount) : '–'}</td></tr>`;
  });
  return html`<table><thead><tr><th scope="col">${say('description')}</th><th scope="col" class="amount">${say('quantity')}</th><th scope="col" class="amount">${say('amount')}</th></tr></thead><tbody>${rows}</tbody></table>
    ${open && all.some((line) => line.optional) && html`<input type="hidden" name="options" value="1">`}`;
}

function totals({ totals: sums, vat, currency, language, priceMode }: PublicQuote): Html {
  const say = wordsIn(language);
  const money = (amount: number) => formatMoney({ amount: minor(amount), currency }, language);
  const row = (label: string, amount: number, strong = false) =>
    html`<tr${strong && html` class="strong"`}><th scope="row">${label}</th><td class="amount">${money(amount)}</td></tr>`;
  const taxed = vat.filter(({ rateBp }) => rateBp > 0);
  const isTaxed = hasVat(vat);
  return html`<table class="totals"><tbody>
    ${sums.discount !== 0 && [row(say('subtotal'), sums.lines), row(say('discount'), -sums.discount)]}
    ${isTaxed && priceMode === 'exclusive' && row(say('net'), sums.net)}
    ${taxed.map((group) => row(`${percentage(group.rateBp, language)} ${say('vatOf')} ${money(group.base)}`, group.vat))}
    ${row(say(isTaxed ? 'gross' : 'total'), sums.gross, true)}
    ${isTaxed && priceMode === 'inclusive' && row(say('net'), sums.net)}
  </tbody></table>`;
}

function foot({ seller, language }: PublicQuote): Html {
  const say = wordsIn(language);
  const ways = [
    seller.email !== null && html`<a href="mailto:${seller.email}">${seller.email}</a>`,
    seller.phone !== null && html`<a href="tel:${seller.phone}">${seller.phone}</a>`,
  ].filter((way) => way !== false);
  const numbers = [
    seller.kvkNumber !== null && `${say('kvk')} ${seller.kvkNumber}`,
    seller.vatNumber !== null && `${say('vatNumber')} ${seller.vatNumber}`,
  ].filter((number) => number !== false);
  return html`<footer>
    ${ways.length > 0 && html`<p>${say('questions')} ${seller.name}: ${ways.map((way, index) => html`${index > 0 && ' · '}${way}`)}</p>`}
    <p class="quiet">${numbers.join(' · ')}</p>
  </footer>`;
}
