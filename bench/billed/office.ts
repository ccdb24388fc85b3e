import { actions } from '../../functions/src/actions.generated.ts';
import { requestClock } from '../../functions/src/platform/clock.ts';
import { database } from '../../functions/src/platform/firestore.ts';
import { dueEvents, storeEvent } from '../../functions/src/platform/inbox.ts';
import { processEvents } from '../../functions/src/platform/process-events.ts';
import { performOutbox } from '../../functions/src/platform/outbox.ts';
import { registry } from '../../functions/src/registry.ts';
import { callAs } from '../../functions/test/support/call.ts';
import type { OwnStack } from '../../local/stack/index.ts';
import { billOf, type Bill, type Trace } from './meter.ts';

export interface Taken {
  readonly name: string;
  readonly bill: Bill;
  readonly trace: Trace;
}

export const OWNER = 'the-owner';

/** One organisation in which everything that is done leaves its bill. */
export class Office {
  readonly taken: Taken[] = [];
  orgId = '';

  constructor(readonly stack: OwnStack) {}

  readonly unbilled = <T>(name: string, input: object): Promise<T> => callAs(OWNER, actions[name as keyof typeof actions], input, { orgId: this.orgId });

  act<T>(name: string, input: object): Promise<T> {
    const where = this.orgId === '' ? {} : { orgId: this.orgId };
    return this.bill(name, () => callAs<T>(OWNER, actions[name as keyof typeof actions], input, where));
  }

  async bill<T>(name: string, work: () => Promise<T>): Promise<T> {
    const { result, bill, trace } = await billOf(work);
    this.taken.push({ name, bill, trace });
    return result;
  }

  /** Performs the one open outbox document of a kind, found beforehand. */
  async effect(kind: string, template?: string): Promise<void> {
    const clock = await requestClock('');
    const open = await database().collection(`orgs/${this.orgId}/outbox`).where('delivery.state', '==', 'PENDING').get();
    const found = open.docs.find((doc) => doc.get('kind') === kind && (template === undefined || doc.get('template.name') === template));
    if (found === undefined) throw new Error(`no open ${kind} ${template ?? ''}`);
    const name = template === undefined ? `effect ${kind}` : `effect ${kind} (${template})`;
    await this.bill(name, () => performOutbox(registry.effects, this.orgId, found.id, clock));
  }

  async event(type: string): Promise<void> {
    const event = (await this.stack.world.stripeEvents(type))[0];
    if (event === undefined) throw new Error(`no event ${type}`);
    const clock = await requestClock('');
    await this.bill('webhook, first delivery', () => storeEvent({ provider: 'stripe', eventId: event.id, type: event.type, payload: JSON.stringify(event), correlationId: 'bench' }, clock));
    const [inboxId = ''] = await dueEvents({ now: () => new Date(Date.now() + 60_000) });
    await this.bill(`event ${type}`, () => processEvents(registry.events, [inboxId], clock));
  }
}
