import * as z from 'zod';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { assertVersion, given } from '../../platform/change.ts';
import { checkLogo } from './check-logo.ts';
import { claimFormats } from './numbering.ts';
import { checkSettings, displayName, OrganisationChange, type Organisation } from './organisation.ts';
import { activeMembers, membershipRef, organisation, organisationRef } from './repo.ts';

/** The settings to change, and the version that the person saw: refused when somebody else changed them since. */
export const OrganisationUpdate = z.object({ ifVersion: z.int().positive().optional(), ...OrganisationChange.shape });

/**
 * Changes the given settings; members hear of another name.
 * @returns the organisation before and after
 * @throws AppError `version-mismatch`, or `invalid-input` naming the setting
 */
export async function changeOrganisation(
  { tx, org }: { readonly tx: Tx; readonly org: Tenant },
  { ifVersion, ...change }: z.output<typeof OrganisationUpdate>,
): Promise<{ readonly before: Organisation; readonly after: Organisation }> {
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
  return { before, after };
}
