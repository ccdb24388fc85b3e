import { type DocumentReference } from 'firebase-admin/firestore';
import type * as z from 'zod';
import { type Actor, type LinkKind, type Permission } from './actor.ts';
import { type Clock } from './clock.ts';
import { type Entity, type Tenant } from './tenancy.ts';
import { type Reader, type Tx } from './tx.ts';

/** What every `run` gets, whoever asks. */
export interface BaseContext<Input> {
  readonly input: Input;
  readonly actor: Actor;
  readonly clock: Clock;
  /** On every log line and outbox document that this call causes. */
  readonly correlationId: string;
}

/** What `run` gets when the call belongs to one organisation. */
export interface TenantContext<Input> extends BaseContext<Input> {
  readonly org: Tenant;
}

/** What `run` gets when a signed-in person asks and no organisation is involved yet. */
export interface UserContext<Input> extends BaseContext<Input> {
  readonly actor: Extract<Actor, { kind: 'user' }>;
}

interface Described<I extends z.ZodObject, O extends z.ZodType> {
  /** `<domain>/<verb>`, the path of the callable. */
  readonly name: `${string}/${string}`;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** For REST, where the route does not follow from the name. */
  readonly rest?: { readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; readonly path: `/${string}` };
  /** For REST, where the path names one document that is in no list: whose version `ETag` and `If-Match` are about. */
  readonly document?: (org: Tenant) => DocumentReference<Entity>;
  /** For REST: days (`2027-03-31`) from which this should not, and may no longer, be used, and the path that comes instead. */
  readonly deprecated?: { readonly since: string; readonly sunset?: string; readonly successor?: `/${string}` };
  /** Largest body in bytes; 256 KiB unless told. */
  readonly maxBytes?: number;
  /** Doing it twice would hurt: a call must bring an idempotency key. */
  readonly keyed?: true;
  /** The reply holds a secret that is shown once: it is never kept for a repeated call. */
  readonly secretReply?: boolean;
  /** Calls with the same key wait for each other within an instance; for actions on one hot document. */
  readonly hot?: (input: z.output<I>) => string;
}

/**
 * Who may call: a member or key with a permission, the holder of a public link, anybody at an organisation's shop
 * (`guest`; the action checks that there is a shop), a signed-in person, or only we.
 */
type Who =
  | { readonly permission: Permission }
  | { readonly link: LinkKind }
  | { readonly access: 'guest' }
  | { readonly access: 'user' }
  | { readonly access: 'system' };
type TenantWho = Exclude<Who, { readonly access: 'user' }>;
type UserWho = Extract<Who, { readonly access: 'user' }>;

interface Runs<Context, Result> {
  /** Decides and writes, in one transaction; may run again under contention. Throws only `AppError`. */
  run(context: Context & { readonly tx: Tx }): Promise<Result>;
}

interface Reads<Context, Result> {
  /** Reads only; no transaction, no audit record. */
  read(context: Context & { readonly reader: Reader }): Promise<Result>;
}

interface CallsProvider<Context, Opened, Answer, Result> extends Runs<Context, Opened> {
  /** What `run` returns and the later phases get, also after a crash in between; stored with the audit record. */
  readonly opened: z.ZodType<Opened>;
  /** The provider call, after the commit of `run` and outside any transaction; must carry an idempotency key. */
  call(context: Context & { readonly opened: Opened; readonly reader: Reader }): Promise<Answer>;
  /** Writes the provider's answer, in a transaction of its own. */
  settle(context: Context & { readonly opened: Opened; readonly answer: Answer; readonly tx: Tx }): Promise<Result>;
}

export type Phases<Context> =
  | ({ readonly kind: 'change' } & Runs<Context, unknown>)
  | ({ readonly kind: 'read' } & Reads<Context, unknown>)
  | ({ readonly kind: 'provider' } & CallsProvider<Context, unknown, unknown, unknown>);

/** An action as the kernel sees it; every surface is derived from this value. */
export type Action = Described<z.ZodObject, z.ZodType> &
  (({ readonly who: TenantWho } & Phases<TenantContext<never>>) | ({ readonly who: UserWho } & Phases<UserContext<never>>));

type Definition<I extends z.ZodObject, O extends z.ZodType, W extends Who, P> = Described<I, O> & W & P;

/** An action that changes something: one transaction, with its audit record and idempotency. */
export function action<I extends z.ZodObject, O extends z.ZodType>(
  definition: Definition<I, O, TenantWho, Runs<TenantContext<z.output<I>>, z.output<O>>>,
): Action;
export function action<I extends z.ZodObject, O extends z.ZodType>(
  definition: Definition<I, O, UserWho, Runs<UserContext<z.output<I>>, z.output<O>>>,
): Action;
export function action(definition: object): Action {
  return complete(definition, 'change');
}

/** An action that only reads. */
export function query<I extends z.ZodObject, O extends z.ZodType>(
  definition: Definition<I, O, TenantWho, Reads<TenantContext<z.output<I>>, z.output<O>>>,
): Action;
export function query<I extends z.ZodObject, O extends z.ZodType>(
  definition: Definition<I, O, UserWho, Reads<UserContext<z.output<I>>, z.output<O>>>,
): Action;
export function query(definition: object): Action {
  return complete(definition, 'read');
}

/**
 * An action that a provider takes part in while the person waits: `run` commits the intention, `call` asks the
 * provider, `settle` commits the answer. Dying in between leaves the intention; the same idempotency key goes on
 * from there, and reconciliation ends what nobody comes back for.
 */
export function providerAction<I extends z.ZodObject, O extends z.ZodType, Opened, Answer>(
  definition: Definition<I, O, TenantWho, CallsProvider<TenantContext<z.output<I>>, Opened, Answer, z.output<O>>>,
): Action {
  return complete(definition, 'provider');
}

/** The overloads above have checked the definition; here its parts are only put where the kernel looks for them. */
function complete(definition: object, kind: Action['kind']): Action {
  const { permission, link, access } = definition as { permission?: Permission; link?: LinkKind; access?: string };
  const who = permission !== undefined ? { permission } : link !== undefined ? { link } : { access };
  return { ...definition, who, kind } as unknown as Action;
}
