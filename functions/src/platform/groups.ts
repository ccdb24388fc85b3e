interface Group<T, R> {
  readonly members: T[];
  readonly outcomes: Promise<readonly R[]>;
}

/**
 * Lets those who come while one group is under way travel together in the next: when it is quiet nobody waits, and in
 * a burst the price of a trip is shared. The groups of one instance leave one after another.
 * @param most how many may travel together
 * @param carry what is done with a group: an outcome for each of its members, in their order
 */
export function inGroups<T, R>(most: number, carry: (members: readonly T[]) => Promise<readonly R[]>): (member: T) => Promise<R> {
  let gathering: Group<T, R> | undefined;
  let before: Promise<unknown> = Promise.resolve();
  const open = (): Group<T, R> => {
    const members: T[] = [];
    const outcomes = before.then(() => {
      if (gathering?.members === members) gathering = undefined;
      return carry(members);
    });
    before = outcomes.catch(() => undefined);
    return { members, outcomes };
  };
  return async (member) => {
    if (gathering === undefined || gathering.members.length >= most) gathering = open();
    const { members, outcomes } = gathering;
    const index = members.push(member) - 1;
    return (await outcomes)[index] as R;
  };
}
