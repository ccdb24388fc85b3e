import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { assertNotLastOwner, endMembership, requireActiveMember } from '../joining.ts';
import { Member } from '../member.ts';

export const leaveOrganisation = action({
  name: 'accounts/leave-organisation',
  summary: 'Ends the caller\'s own membership',
  permission: 'organisation.read',
  rest: { method: 'POST', path: '/organisation/leave' },
  input: z.object({}),
  output: Member,
  async run({ actor, org, tx }) {
    if (actor.kind !== 'member') throw new AppError('forbidden', `${actor.kind} is no person who could leave`);
    const member = await requireActiveMember(tx, org, actor.uid);
    await assertNotLastOwner(tx, org, member);
    return endMembership(tx, org, actor.uid);
  },
});
