import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { checkLogo } from '../check-logo.ts';
import { claimFormats } from '../numbering.ts';
import { checkSettings, displayName, Organisation, OrganisationChange } from '../organisation.ts';
import { activeMembers, membershipRef, organisation, organisationRef } from '../repo.ts';

export const updateOrganisation = action({
  name: 'accounts/update-organisation',
  summary: 'Changes the given settings of the organisation; documents that were sent keep what they say',
  permission: 'organisation.write',
  rest: { method: 'PATCH', path: '/organisation' },
  document: organisationRef,
  input: z.object({
    /** The version the person saw; refused when somebody else changed the settings since. */
    ifVersion: z.int().positive().optional(),
    ...OrganisationChange.shape,
  }),
  output: Organisation,
  async run({ input: { ifVersion, ...change }, org, tx }) {
    const before = await organisation(tx, org);
    assertVersion(before, ifVersion);
    const settings = { ...before, ...given(change) };
    checkSettings(settings);
    if (change.branding !== undefined) await checkLogo(tx, org, change.branding);
    const numberFormats = claimFormats(before.numberFormats, settings.numbering);
    const after = tx.update(organisationRef(org), { ...given(change), numberFormats });
    if (displayName(after) !== displayName(before)) {
      const members = await activeMembers(tx, org);
      for (const { id } of members) tx.patch(membershipRef(id, org), { organisationName: displayName(after) });
    }
    return after;
  },
});
