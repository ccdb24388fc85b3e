import type { Stack } from '../stack/connect.ts';
import type { DeliverOptions } from '../world/client.ts';
import { acceptOnPublicPage, linkIn, payOnPublicPage } from './customer.ts';
import { collection } from 'firebase/firestore';
import { Person, type Watch } from './person.ts';
import { ensure, until } from './wait.ts';

export interface StoryStep {
  readonly name: string;
  readonly ms: number;
}

export interface StoryOptions {
  onStep?(step: StoryStep): void;
  /** Called between two steps; tests end processes here. */
  between?(previous: string): Promise<void>;
  /** How Stripe's events arrive; twice and in the wrong order unless told. */
  readonly delivery?: Omit<DeliverOptions, 'eventIds'>;
}

interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly totals: { readonly gross: number };
}

export interface StoryEnd {
  readonly orgId: string;
  readonly invoice: { readonly id: string; readonly number: string; readonly gross: number; readonly status: string };
  readonly pdf: Uint8Array;
}

/** Everybody in the story, each with a browser of their own. */
interface Cast {
  readonly owner: Person;
  readonly bookkeeper: Person;
  readonly rival: Person;
  readonly former: Person;
  readonly stranger: Person;
}

const PHONE = 'phone-of-the-bookkeeper';

/** The main job, from sign-up to a paid invoice, with everybody's own client. Throws at the first thing that is wrong. */
export async function tellStory(stack: Stack, options: StoryOptions = {}): Promise<StoryEnd> {
  const run = String(Date.now()) + Math.floor(Math.random() * 1e6);
  const person = (name: string) => new Person(stack, `${name}.${run}@example.test`);
  const cast: Cast = { owner: person('owner'), bookkeeper: person('books'), rival: person('rival'), former: person('former'), stranger: person('stranger') };
  try {
    return await new Story(stack, cast, `customer.${run}@example.test`, options).tell();
  } finally {
    await stack.world.setDelivery('auto');
    await Promise.allSettled(Object.values(cast).map((member: Person) => member.leave()));
  }
}

class Story {
  private orgId = '';

  constructor(
    private readonly stack: Stack,
    private readonly cast: Cast,
    private readonly customerEmail: string,
    private readonly options: StoryOptions,
  ) {}

  async tell(): Promise<StoryEnd> {
    await this.openForBusiness();
    const watches = await this.everybodyListens();
    const quoteId = await this.quoteIsAccepted();
    const { invoice, pdf, payLink } = await this.invoiceGoesOut(quoteId, watches);
    await this.customerPays(invoice, payLink, watches);
    await this.step('the bookkeeper saw every state, outsiders saw nothing', () => this.check(watches, quoteId, invoice.id));
    const latest = watches.invoices.latest.get(invoice.id);
    return { orgId: this.orgId, pdf, invoice: { id: invoice.id, number: invoice.number, gross: invoice.totals.gross, status: String(latest?.['status']) } };
  }

  private async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    let result: T;
    try {
      result = await work();
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    this.options.onStep?.({ name, ms: Math.round(performance.now() - started) });
    await this.options.between?.(name);
    return result;
  }

  private call<Reply>(who: Person, action: string, input: object): Promise<Reply> {
    return who.call<Reply>(action, { orgId: this.orgId, ...input });
  }

  private mail(to: string, about: RegExp) {
    return until(`a mail to ${to} about ${about}`, async () => {
      const mails = await this.stack.world.mails(to);
      return mails.find(({ subject }) => about.test(subject));
    });
  }

  private async openForBusiness(): Promise<void> {
    const { owner, bookkeeper, rival, former, stranger } = this.cast;
    await this.step('five people sign up', async () => {
      await Promise.all([owner, bookkeeper, rival, former, stranger].map((member) => member.signUp()));
    });
    await this.step('the owner creates an organisation', async () => {
      const create = (who: Person, name: string) => who.call<{ id: string }>('accounts/create-organisation', organisation(name));
      [this.orgId] = (await Promise.all([create(owner, 'Van Dijk Dakwerken B.V.'), create(rival, 'De Concurrent B.V.')])).map(({ id }) => id) as [string, string];
    });
    await this.step('a bookkeeper is invited', () => this.invite(bookkeeper));
    await this.step('the bookkeeper accepts', () => this.join(bookkeeper));
    await this.step('somebody joins and is removed', async () => {
      await this.invite(former);
      await this.join(former);
      await this.call(owner, 'accounts/remove-member', { uid: former.uid });
    });
    await this.step('the bookkeeper\'s phone is registered', () =>
      bookkeeper.write(`users/${bookkeeper.uid}/devices/phone`, { token: `${PHONE}-${this.orgId}`, platform: 'android', updatedAt: new Date() }),
    );
  }

  private async invite(who: Person): Promise<void> {
    await this.call(this.cast.owner, 'accounts/invite-member', { email: who.email, role: 'bookkeeper' });
  }

  private async join(who: Person): Promise<void> {
    const mail = await this.mail(who.email, /Van Dijk/);
    await who.call('accounts/accept-invitation', { invitation: linkIn(mail.text, 'invitation').token });
  }

  private async everybodyListens() {
    const listen = (who: Person, name: string): Watch => who.watch(collection(who.firestore, `orgs/${this.orgId}/${name}`) as never);
    const { bookkeeper, rival, former, stranger } = this.cast;
    const outsiders = [rival, former, stranger].flatMap((who) => ['quotes', 'invoices', 'payments', 'customers'].map((name) => listen(who, name)));
    const watches = {
      quotes: listen(bookkeeper, 'quotes'),
      invoices: listen(bookkeeper, 'invoices'),
      payments: listen(bookkeeper, 'payments'),
      outsiders,
    };
    await this.step('outsiders who listen are refused', () =>
      until('every outsider to be refused', () => outsiders.every((watch) => watch.refused() === 'permission-denied')).then(() => undefined),
    );
    return watches;
  }

  private async quoteIsAccepted(): Promise<string> {
    const { owner } = this.cast;
    const customer = await this.step('a customer is added', () =>
      this.call<{ id: string }>(owner, 'customers/create', customerInput(this.customerEmail)),
    );
    const quote = await this.step('a quote is written', () =>
      this.call<{ id: string; totals: { gross: number } }>(owner, 'quotes/create', quoteInput(customer.id)),
    );
    ensure(quote.totals.gross === EXPECTED_GROSS, `the quote comes to ${quote.totals.gross}, not ${EXPECTED_GROSS}`);
    await this.step('the quote is sent', () => this.call(owner, 'quotes/send', { quoteId: quote.id }));
    const link = await this.step('the customer gets it by mail', async () => linkIn((await this.mail(this.customerEmail, /offerte/i)).text, 'quote'));
    await this.step('the customer accepts on the public page', () => acceptOnPublicPage(link.url));
    return quote.id;
  }

  private async invoiceGoesOut(quoteId: string, watches: { invoices: Watch }) {
    const { owner, bookkeeper } = this.cast;
    const draft = await this.step('the quote becomes a draft invoice', () => this.call<Invoice>(owner, 'quotes/convert', { quoteId }));
    await until('the bookkeeper to see the draft', () => watches.invoices.seen.has(draft.id));
    const invoice = await this.step('the invoice is finalised', () =>
      this.call<Invoice>(owner, 'invoices/finalize', { invoiceId: draft.id, send: true }),
    );
    const { pdf, payLink } = await this.step('its PDF is stored and mailed', async () => {
      const mail = await this.mail(this.customerEmail, /factuur/i);
      const path = await until('the PDF on the invoice', () => watches.invoices.latest.get(draft.id)?.['pdf']?.path as string | undefined);
      const stored = await bookkeeper.download(path);
      const attached = Buffer.from(mail.attachments.find(({ filename }) => filename.endsWith('.pdf'))?.content ?? '', 'base64');
      ensure(Buffer.from(stored.subarray(0, 5)).toString() === '%PDF-', 'what is stored is no PDF');
      ensure(attached.equals(Buffer.from(stored)), 'the attached PDF is not the stored one');
      return { pdf: stored, payLink: linkIn(mail.text, 'invoice') };
    });
    return { invoice, pdf, payLink };
  }

  private async customerPays(invoice: Invoice, payLink: { url: string }, watches: { invoices: Watch; payments: Watch }): Promise<void> {
    const { world } = this.stack;
    await world.setDelivery('hold');
    const before = new Set((await world.stripeEvents()).map(({ id }) => id));
    await this.step('the customer pays at the checkout', async () => {
      const sessionId = await payOnPublicPage(payLink.url);
      await world.payCheckout(sessionId, { method: 'ideal' });
    });
    await this.step('Stripe\'s events arrive twice and in the wrong order', async () => {
      const events = (await world.stripeEvents()).filter(({ id }) => !before.has(id));
      const delivery = this.options.delivery ?? { times: 2, order: 'reversed', parallel: true };
      await world.deliver({ ...delivery, eventIds: events.map(({ id }) => id) });
    });
    await this.step('the invoice is paid', () =>
      until('the invoice to be paid', () => watches.invoices.latest.get(invoice.id)?.['status'] === 'paid').then(() => undefined),
    );
    await this.step('a receipt is mailed and the phone rings', async () => {
      await this.mail(this.customerEmail, /betaling|ontvangen/i);
      await until('the push', async () => (await world.pushes(`${PHONE}-${this.orgId}`)).length > 0);
    });
  }

  private async check(watches: { quotes: Watch; invoices: Watch; payments: Watch; outsiders: Watch[] }, quoteId: string, invoiceId: string): Promise<void> {
    await this.stack.awaitIdle();
    const { world } = this.stack;
    const same = (seen: readonly string[] | undefined, wanted: readonly string[], what: string) =>
      ensure(JSON.stringify(seen) === JSON.stringify(wanted), `the bookkeeper saw ${what} as ${seen?.join(', ')}`);
    same(watches.quotes.seen.get(quoteId), ['draft', 'sent', 'accepted', 'converted'], 'the quote');
    same(watches.invoices.seen.get(invoiceId), ['draft', 'open', 'paid'], 'the invoice');
    ensure(watches.payments.latest.size === 1, `there are ${watches.payments.latest.size} payments`);
    const receipts = (await world.mails(this.customerEmail)).filter(({ subject }) => /betaling|ontvangen/i.test(subject));
    ensure(receipts.length === 1, `${receipts.length} receipts were mailed`);
    const pushes = await world.pushes(`${PHONE}-${this.orgId}`);
    ensure(pushes.length === 1, `${pushes.length} pushes arrived`);
    ensure(watches.outsiders.every((watch) => watch.seen.size === 0), 'an outsider saw something');
  }
}

/** 3 × 489.95, less 7.5 %, at 21 %; 26 × 41.35 at 9 %; 1 × 137.77 at 21 %; see `quoteInput`. */
const EXPECTED_GROSS = 298_369;

function organisation(name: string) {
  return {
    name,
    email: 'post@vandijk.example',
    address: { street: 'Kruisstraat 17', postalCode: '3581 GK', city: 'Utrecht', country: 'NL' },
    kvkNumber: '27312345',
    vatNumber: 'NL004495445B01',
    iban: 'NL91ABNA0417164300',
    language: 'nl',
  };
}

function customerInput(email: string) {
  return {
    kind: 'business',
    name: 'Bakkerij De Gouden Aar',
    contactName: 'Fenna Özdemir',
    email,
    language: 'nl',
    address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
  };
}

function quoteInput(customerId: string) {
  return {
    customerId,
    lines: [
      { description: 'Dakraam geplaatst', quantity: '3', unitPrice: 48_995, vat: 'standard', discount: { percentBp: 750 } },
      { description: 'Stucwerk aan de gevel, woning ouder dan twee jaar', quantity: '26', unit: 'm²', unitPrice: 4_135, vat: 'reduced' },
      { description: 'Afvoer van puin', quantity: '1', unitPrice: 13_777, vat: 'standard' },
    ],
  };
}

