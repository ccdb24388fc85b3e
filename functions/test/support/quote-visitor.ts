import { linkIn } from '../../../local/story/customer.ts';

/** What a browser without scripts shows of a quote's page. */
export interface ShownQuote {
  readonly status: number;
  readonly text: string;
  /** Hidden and visible fields of the form as they stand. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A customer who opens the link of a mail in a browser without scripts. */
export class QuoteVisitor {
  readonly url: string;

  constructor(mailText: string | null) {
    this.url = linkIn(mailText, 'quote').url;
  }

  async open(): Promise<ShownQuote> {
    return shown(await fetch(this.url));
  }

  /** Ticks options, by their places, and has the total reckoned anew. */
  async tick(...places: number[]): Promise<ShownQuote> {
    return this.post('choose', { ...this.withoutOptions((await this.open()).fields), ...ticked(places) });
  }

  /** Fills in the name on a page that was seen, and accepts. */
  accept(seen: ShownQuote, name: string): Promise<ShownQuote> {
    return this.post('accept', { ...seen.fields, name });
  }

  decline(seen: ShownQuote, reason: string): Promise<ShownQuote> {
    return this.post('decline', { revision: seen.fields['revision'] ?? '', reason });
  }

  async pdf(): Promise<Buffer> {
    return Buffer.from(await (await fetch(`${this.url}/pdf`)).arrayBuffer());
  }

  /** Posts the form and follows the redirect, as browsers do. */
  private async post(step: string, fields: Record<string, string>): Promise<ShownQuote> {
    return shown(await fetch(`${this.url}/${step}`, { method: 'POST', body: new URLSearchParams(fields) }));
  }

  private withoutOptions(fields: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(fields).filter(([name]) => !/^o\d+$/.test(name)));
  }
}

const ticked = (places: readonly number[]) => Object.fromEntries(places.map((place) => [`o${place}`, 'on']));

async function shown(response: Response): Promise<ShownQuote> {
  const text = await response.text();
  const inputs = [...text.matchAll(/<input [^>]*>/g)].map(([tag]) => tag);
  // A box that is not ticked is not sent.
  const sent = inputs.filter((tag) => !tag.includes('type="checkbox"') || /\schecked\b/.test(tag));
  const fields = sent.map((tag) => [/name="([^"]*)"/.exec(tag)?.[1] ?? '', /value="([^"]*)"/.exec(tag)?.[1] ?? 'on']);
  return { status: response.status, text: text.replace(/<style>[^<]*<\/style>|<[^>]+>/g, ' ').replace(/&nbsp;|\u00a0/g, ' ').replace(/\s+/g, ' '), fields: Object.fromEntries(fields) as Record<string, string> };
}
