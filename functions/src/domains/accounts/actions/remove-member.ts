import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { assertNotLastOwner, endMembership, requireActiveMember } from '../joining.ts';
import { assertMayGrant, Member } from '../member.ts';

export const removeMember = action({
  name: 'accounts/remove-member',
  summary: 'Takes away a membership at once; what the person did stays under the name',
  permission: 'members.write',
  rest: { method: 'DELETE', path: '/members/{uid}' },
  input: z.object({ uid: Id }),
  output: Member,
  async run({ input: { uid }, actor, org, tx }) {
    const member = await requireActiveMember(tx, org, uid);
    assertMayGrant(actor, member.permissions);
    await assertNotLastOwner(tx, org, member);
    return endMembership(tx, org, uid);
  },
});
