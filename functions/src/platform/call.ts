import { type Action } from './action.ts';
import { type DocumentReference } from 'firebase-admin/firestore';
import { type Actor } from './actor.ts';
import { type Clock } from './clock.ts';
import { type LimitState } from './rate-limit.ts';
import { type Entity, type Tenant } from './tenancy.ts';

/** One call, from whichever surface it came. */
export interface Call {
  readonly action: Action | undefined;
  /** As asked, also when there is no such action. */
  readonly name: string;
  readonly input: unknown;
  readonly orgId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly linkToken?: string | undefined;
  readonly apiKey?: string | undefined;
  /** What the caller says the document is: refused when it is another version by now. */
  readonly ifMatch?: ExpectedVersion | undefined;
  /** Hears what is left of the caller's limit. */
  readonly onLimit?: ((state: LimitState) => void) | undefined;
  readonly user?: { readonly uid: string; readonly email: string | null; readonly emailVerified: boolean } | undefined;
  /** Whether the platform verified an App Check token. */
  readonly appChecked: boolean;
  readonly bytes: number;
  readonly ip: string | null;
  readonly correlationId: string;
  readonly clock: Clock;
}

/** A document of the caller's organisation, and the versions of it that the caller accepts. */
export interface ExpectedVersion {
  readonly document: (org: Tenant) => DocumentReference<Entity>;
  /** Any, as long as the document exists: `undefined`. */
  readonly versions: readonly number[] | undefined;
}

/** A call whose caller is known and may do this. */
export interface Admitted {
  readonly org: Tenant | undefined;
  readonly actor: Actor;
  readonly call: Pick<Call, 'input' | 'idempotencyKey' | 'ifMatch' | 'clock' | 'correlationId' | 'ip'>;
}

/** The last limit, before anything is known of the action; the surfaces refuse more than this unread. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
