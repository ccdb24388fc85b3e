import { type DocumentReference } from 'firebase-admin/firestore';
import { type Clock } from './clock.ts';
import { inGroups } from './groups.ts';
import { log } from './log.ts';
import { type Entity } from './tenancy.ts';
import { transact, type Tx } from './tx.ts';

/** Who shares a transaction: the document that its part is about, and its time. */
interface Member {
  readonly ref: DocumentReference<Entity>;
  readonly clock: Clock;
}

const MOST = 20;

/**
 * Runs a part of a transaction for each caller, in one transaction with those who come at the same moment, one part
 * after another. When that one fails each has one of its own: what is wrong with one is no trouble of the others.
 */
export function together<M extends Member, R>(part: (tx: Tx, member: M) => Promise<R>): (member: M) => Promise<R> {
  const alone = (members: readonly M[]) => Promise.allSettled(members.map((member) => transact(member.clock, (tx) => part(tx, member))));
  const shared = (members: readonly M[], clock: Clock) =>
    transact(clock, async (tx) => {
      await tx.getAll(members.map(({ ref }) => ref));
      const done: PromiseFulfilledResult<R>[] = [];
      for (const member of members) done.push({ status: 'fulfilled', value: await part(tx, member) });
      return done;
    });
  const carried = inGroups(MOST, async (members: readonly M[]): Promise<readonly PromiseSettledResult<R>[]> => {
    const [first, ...others] = members;
    if (first === undefined || others.length === 0) return alone(members);
    try {
      return await shared(members, first.clock);
    } catch (thrown) {
      log.warning('transaction.apart', { members: members.map(({ ref }) => ref.path), error: String(thrown) });
      return alone(members);
    }
  });
  return async (member) => {
    const result = await carried(member);
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  };
}
