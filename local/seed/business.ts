import { linkIn } from '../story/customer.ts';
import type { Person } from '../story/person.ts';
import { until } from '../story/wait.ts';
import type { Stack } from '../stack/connect.ts';
import type { Calendar } from './calendar.ts';
import type { Cast } from './cast.ts';

/** What every business is played with. */
export interface Stage {
  readonly stack: Stack;
  readonly calendar: Calendar;
  readonly cast: Cast;
  /** Somebody who is not signed in, for public pages and shops. */
  readonly passer: Person;
}

/** The part of most replies that the seed goes on with. */
export interface Made {
  readonly id: string;
}

/** One organisation, and what its people do in it through the callables. */
export class Business {
  private constructor(
    readonly stage: Stage,
    readonly owner: Person,
    readonly orgId: string,
    readonly name: string,
  ) {}

  static async found(stage: Stage, owner: Person, settings: { readonly tradeName: string; readonly [field: string]: unknown }): Promise<Business> {
    const { id } = await owner.call<Made>('accounts/create-organisation', settings);
    return new Business(stage, owner, id, settings.tradeName);
  }

  call<Reply = Made>(who: Person, action: string, input: object): Promise<Reply> {
    return who.call<Reply>(action, { orgId: this.orgId, ...input });
  }

  /** Makes something as the owner. @returns its id */
  async make(action: string, input: object): Promise<string> {
    return (await this.call(this.owner, action, input)).id;
  }

  /** Invites somebody, who accepts by the link in the mail. */
  async hire(person: Person, role: string): Promise<void> {
    await this.call(this.owner, 'accounts/invite-member', { email: person.email, role });
    const text = await this.mail(person.email, 'invitation');
    await person.call('accounts/accept-invitation', { invitation: linkIn(text, 'invitation').token });
  }

  /** The text of the last mail to somebody that links to such a page. */
  mail(to: string, page: 'quote' | 'invoice' | 'invitation'): Promise<string> {
    return until(`a mail to ${to} with a link to the ${page}`, async () => {
      const mails = await this.stage.stack.world.mails(to);
      return mails.findLast(({ text }) => text?.includes(this.name) === true && text.includes(`/${page}/`))?.text ?? undefined;
    });
  }

  /** Posts the form of a public page, as a browser without scripts does. @returns where the answer leads */
  async post(path: string, fields: Record<string, string>): Promise<string> {
    const url = `${this.stage.stack.functionsUrl}/api/public/${path}`;
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    if (answer.status !== 303) throw new Error(`${path.split('/')[0]} page answers ${answer.status}: ${await answer.text()}`);
    return answer.headers.get('location') ?? '';
  }

  /** Pays on the provider's page that a public page's pay button leads to. */
  async payOnline(page: 'invoice' | 'order', token: string, method: 'card' | 'ideal' | 'bancontact'): Promise<void> {
    const session = /cs_\w+/.exec(await this.post(`${page}/${token}/pay`, {}))?.[0];
    if (session === undefined) throw new Error(`the pay button of the ${page} leads to no checkout`);
    await this.stage.stack.world.payCheckout(session, { method });
    await this.stage.stack.awaitIdle();
  }
}
