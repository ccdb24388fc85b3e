import { collection, doc, getDoc, getDocs, query, where } from 'firebase/firestore';
import { Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { type OwnStack } from '../../../local/stack/index.ts';
import { customerInput } from '../builders/customer.ts';
import { someLines, type InvoiceReply } from '../builders/invoice.ts';
import { type Mail } from '../../../local/world/client.ts';
import { type Language } from '../../src/platform/text.ts';
import { organisationInput } from '../builders/organisation.ts';
import { hired } from './hired.ts';
import { refusedOverHttp, type HttpAnswer } from './http.ts';
import { follow } from './open-shop.ts';

/** A document as the owner's browser reads it. */
export type Seen = Readonly<Record<string, unknown>> & { readonly id: string };

let offices = 0;

/** An organisation whose owner works with nothing but the public SDK: deployed functions, rules, live documents. */
export class Office {
  private readonly colleagues: Person[] = [];

  private constructor(
    private readonly stack: OwnStack,
    readonly owner: Person,
    readonly orgId: string,
  ) {}

  static async open(stack: OwnStack, settings: object = {}): Promise<Office> {
    offices += 1;
    const owner = new Person(stack, `owner-${offices}@example.test`);
    await owner.signUp();
    const { id } = await owner.call<{ id: string }>('accounts/create-organisation', organisationInput(settings));
    return new Office(stack, owner, id);
  }

  call<Reply = Seen>(action: string, input: object = {}): Promise<Reply> {
    return this.owner.call<Reply>(action, { orgId: this.orgId, ...input });
  }

  /** A draft of EUR 2,839.53. */
  draft(customerId: string, fields: object = {}): Promise<InvoiceReply> {
    return this.call('invoices/create', { customerId, lines: someLines, ...fields });
  }

  /** A customer with a finalised invoice of EUR 2,839.53; another invoice of the same customer when told which. */
  async invoice(customerId?: string, fields: object = {}): Promise<InvoiceReply> {
    const draft = await this.draft(customerId ?? (await this.call('customers/create', customerInput())).id, fields);
    return this.call<InvoiceReply>('invoices/finalize', { invoiceId: draft.id });
  }

  /** A colleague with a browser of their own, who came by invitation. */
  async hire(role: string): Promise<Person> {
    const person = new Person(this.stack, `${role}-${this.colleagues.length}.${this.owner.email}`);
    this.colleagues.push(person);
    return hired(this.stack, person, role, (input) => this.call('accounts/invite-member', input));
  }

  /** A mail to this address about this, once it is there. */
  async mail(to: string, subject: RegExp): Promise<Mail> {
    return until(`a mail to ${to} about ${String(subject)}`, async () => (await this.stack.world.mails(to)).find((mail) => subject.test(mail.subject)));
  }

  /** What a callable refuses, as a browser of that language reads it. */
  async refusal(action: string, input: object, language: Language = 'nl'): Promise<HttpAnswer> {
    return refusedOverHttp(this.stack, await this.owner.token(), action, { orgId: this.orgId, ...input }, language);
  }

  /** Listens to one document, as a screen does. */
  follow(name: string, id: string): ReturnType<typeof follow> {
    return follow(doc(this.owner.firestore, `orgs/${this.orgId}/${name}/${id}`));
  }

  async read(name: string, id: string): Promise<Seen> {
    const snapshot = await getDoc(doc(this.owner.firestore, `orgs/${this.orgId}/${name}/${id}`));
    return { id, ...snapshot.data() };
  }

  /** All documents of a collection that the owner may list; of one subject when told which. */
  async list(name: string, subjectId?: string): Promise<Seen[]> {
    const all = collection(this.owner.firestore, `orgs/${this.orgId}/${name}`);
    const { docs } = await getDocs(subjectId === undefined ? all : query(all, where('subject.id', '==', subjectId)));
    return docs.map((found) => ({ id: found.id, ...found.data() }));
  }

  /** Waits until a document has these fields, as somebody who watches the screen does. */
  async becomes(name: string, id: string, fields: Readonly<Record<string, unknown>>): Promise<Seen> {
    const wanted = Object.entries(fields);
    return until(`${name}/${id} to be ${JSON.stringify(fields)}`, async () => {
      const now = await this.read(name, id);
      return wanted.every(([field, value]) => valueAt(now, field) === value) ? now : undefined;
    });
  }

  /** Days pass for everybody; what falls due meanwhile is taken up. */
  async daysPass(days: number): Promise<void> {
    await this.stack.advanceClock(days * 86_400_000);
    await this.owner.renew();
    await this.stack.run('sweep');
  }

  /** Every account of the books; the sum of all of them must be nothing, and customers owe what their invoices say. */
  async books(): Promise<Record<string, number>> {
    const { balances, difference } = await this.call<{ balances: { account: string; amount: number }[]; difference: { amount: number }[] }>('ledger/balance');
    const total = difference.reduce((sum, { amount }) => sum + amount, 0);
    const invoices = (await this.list('invoices')) as unknown as { kind: string; amounts: { due: number } }[];
    const owed = invoices.filter(({ kind }) => kind === 'invoice').reduce((sum, { amounts }) => sum + amounts.due, 0);
    return { ...Object.fromEntries(balances.map(({ account, amount }) => [account, amount])), total, owed };
  }

  async leave(): Promise<void> {
    await Promise.all([this.owner, ...this.colleagues].map((person) => person.leave()));
  }
}

/** `amounts.due` of a document. */
function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
}

/** The code and message with which a call was refused. @throws Error when it was not */
export async function refused(call: Promise<unknown>): Promise<{ code: string; message: string; paths: string[]; data: unknown }> {
  const thrown = await call.then(() => undefined, (error: unknown) => error);
  if (thrown === undefined) throw new Error('the call was not refused');
  const { message, details } = thrown as { message: string; details?: { code?: string; issues?: { path: string }[]; data?: unknown } };
  return { code: details?.code ?? '', message, paths: (details?.issues ?? []).map(({ path }) => path), data: details?.data };
}
