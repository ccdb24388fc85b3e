import { ensure } from './wait.ts';

/** What a mail's link leads to. */
export interface PublicLink {
  readonly url: string;
  readonly token: string;
}

/** The link to a public page of kind `name` in the text of a mail. */
export function linkIn(text: string | null, name: 'quote' | 'invoice' | 'invitation' | 'order'): PublicLink {
  const found = new RegExp(`https?://\\S+/${name}/([\\w.-]+)`).exec(text ?? '');
  ensure(found?.[1] !== undefined, `the mail has no link to the ${name}`);
  return { url: found[0], token: found[1] };
}

/** Opens the quote as a browser without scripts does, fills in the form and posts it. */
export async function acceptOnPublicPage(url: string): Promise<void> {
  const page = await fetch(url);
  const markup = await page.text();
  ensure(page.status === 200, `the quote page answers ${page.status}`);
  ensure(markup.includes('Dakraam geplaatst'), 'the quote page does not show the quote');
  const answer = await post(`${url}/accept`, { name: 'Fenna Özdemir' });
  ensure(answer.status === 303, `accepting answers ${answer.status}`);
}

/** Opens the invoice and presses the pay button. @returns the id of the checkout it leads to */
export async function payOnPublicPage(url: string): Promise<string> {
  const page = await fetch(url);
  ensure(page.status === 200, `the invoice page answers ${page.status}`);
  const answer = await post(`${url}/pay`, {});
  const location = answer.headers.get('location') ?? '';
  const sessionId = /cs_\w+/.exec(location)?.[0];
  ensure(answer.status === 303 && sessionId !== undefined, `paying answers ${answer.status} ${location}`);
  ensure((await fetch(location)).status === 200, 'the checkout page does not open');
  return sessionId;
}

function post(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}
