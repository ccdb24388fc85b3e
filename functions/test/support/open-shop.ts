import { onSnapshot, type DocumentData, type DocumentReference, type Query } from 'firebase/firestore';
import { type Stack } from '../../../local/stack/connect.ts';
import { Person } from '../../../local/story/person.ts';
import { organisationInput } from '../builders/organisation.ts';
import { PIZZA_OPTIONS, shopInput } from '../builders/shop.ts';
import { hired } from './hired.ts';

interface Made {
  readonly id: string;
}

/** A pizzeria that was set up, and is worked in, by people with nothing but the public SDK. */
export class OpenShop {
  private readonly people: Person[] = [];
  readonly owner: Person;
  /** Takes orders at the counter. */
  clerk!: Person;
  cook!: Person;
  driver!: Person;
  orgId = '';
  shopId = '';
  pizza = '';
  beer = '';
  /** Counted: so many pieces at the start. */
  tiramisu = '';

  private constructor(private readonly stack: Stack) {
    this.owner = this.person('owner');
  }

  static async open(stack: Stack, tiramisus: number): Promise<OpenShop> {
    const shop = new OpenShop(stack);
    await shop.owner.signUp();
    shop.orgId = (await shop.owner.call<Made>('accounts/create-organisation', organisationInput({ name: 'Vesuvio B.V.', email: 'vesuvio@example.test' }))).id;
    [shop.clerk, shop.cook, shop.driver] = [await shop.hire('sales'), await shop.hire('kitchen'), await shop.hire('driver')];
    await shop.fillMenu(tiramisus);
    return shop;
  }

  /** Somebody with a browser of their own, not signed in. */
  person(name: string): Person {
    const person = new Person(this.stack, `${name}.${Date.now()}.${this.people.length}@example.test`);
    this.people.push(person);
    return person;
  }

  call<Reply = unknown>(who: Person, action: string, input: object): Promise<Reply> {
    return who.call<Reply>(action, { orgId: this.orgId, ...input });
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.people.map((person) => person.leave()));
  }

  private hire(role: string): Promise<Person> {
    return hired(this.stack, this.person(role), role, (input) => this.call(this.owner, 'accounts/invite-member', input));
  }

  private async fillMenu(tiramisus: number): Promise<void> {
    const make = async (action: string, input: object) => (await this.call<Made>(this.owner, action, input)).id;
    this.shopId = await make('catalogue/create-shop', shopInput());
    const categoryId = await make('catalogue/create-category', { name: 'Alles' });
    const product = (fields: object) => make('catalogue/create-product', { categoryId, published: true, ...fields });
    this.pizza = await product({ name: 'Margherita', price: 1135, optionGroups: PIZZA_OPTIONS });
    this.beer = await product({ name: 'Birra Moretti', price: 465, vat: { eatIn: 'standard', takeAway: 'standard' } });
    this.tiramisu = await product({ name: 'Tiramisu', price: 645, trackStock: true });
    await this.call(this.cook, 'stock/receive', { shopId: this.shopId, lines: [{ key: this.tiramisu, quantity: String(tiramisus), unit: 'piece' }] });
  }
}

/** What a listener heard: each time it was woken, and the fields of what it listens to as they are now. */
export interface Heard {
  wakes: number;
  readonly documents: Map<string, DocumentData>;
  refused: string | undefined;
  stop(): void;
}

/** Listens to a query and counts how often that wakes the listener. */
export function listen(query: Query): Heard {
  const heard: Heard = { wakes: 0, documents: new Map(), refused: undefined, stop: () => stop() };
  const stop = onSnapshot(
    query,
    (snapshot) => {
      heard.wakes += 1;
      heard.documents.clear();
      for (const document of snapshot.docs) heard.documents.set(document.id, document.data());
    },
    (error) => (heard.refused = error.code),
  );
  return heard;
}

/** Listens to one document; notes every value of its `status`. */
export function follow(ref: DocumentReference): Heard & { readonly statuses: string[] } {
  const heard = { wakes: 0, documents: new Map<string, DocumentData>(), refused: undefined as string | undefined, statuses: [] as string[], stop: () => stop() };
  const stop = onSnapshot(
    ref,
    (snapshot) => {
      heard.wakes += 1;
      heard.documents.set(snapshot.id, snapshot.data() ?? {});
      const status = String(snapshot.get('status'));
      if (heard.statuses.at(-1) !== status) heard.statuses.push(status);
    },
    (error) => (heard.refused = error.code),
  );
  return heard;
}

/** What a refused call says: its code, and what a program reads. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly issues: readonly { readonly path: string }[];
  readonly data: Record<string, unknown> | null;
}

/** @throws Error when the call is not refused, or not by us */
export async function refusedCall(call: Promise<unknown>): Promise<Refused> {
  const error = await call.then(
    (reply) => new Error(`nothing was refused; the reply is ${JSON.stringify(reply)}`),
    (thrown: Error & { readonly details?: Omit<Refused, 'message'> }) => thrown,
  );
  if (!('details' in error) || error.details === undefined) throw error;
  return { ...error.details, message: error.message };
}
