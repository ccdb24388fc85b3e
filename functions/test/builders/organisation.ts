import { acceptInvitation } from '../../src/domains/accounts/actions/accept-invitation.ts';
import { createOrganisation } from '../../src/domains/accounts/actions/create-organisation.ts';
import { inviteMember } from '../../src/domains/accounts/actions/invite-member.ts';
import { type Organisation } from '../../src/domains/accounts/api.ts';
import { type Clock } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { signLink } from '../../src/platform/link-token.ts';
import { callAs } from '../support/call.ts';

/** What `accounts/create-organisation` needs; every number in it passes its checksum. */
export function organisationInput(fields: object = {}): object {
  return {
    name: 'Van Dijk Dakwerken B.V.',
    email: 'post@vandijk.example',
    address: { street: 'Kruisstraat 17', postalCode: '3581 GK', city: 'Utrecht', country: 'NL' },
    kvkNumber: '27312345',
    vatNumber: 'NL004495445B01',
    iban: 'NL91ABNA0417164300',
    bic: 'ABNANL2A',
    ...fields,
  };
}

interface Wanted {
  readonly owner?: string;
  /** By role, built-in or custom, the uid of one member who has it. */
  readonly members?: Readonly<Record<string, string>>;
  /** Settings other than the usual ones. */
  readonly settings?: object;
  readonly clock?: Clock;
}

export interface BuiltOrganisation {
  readonly orgId: string;
  readonly owner: string;
  readonly organisation: Organisation;
}

/** An organisation with its members, made by the real actions: founded, invited, accepted. */
export async function anOrganisation(wanted: Wanted = {}): Promise<BuiltOrganisation> {
  const owner = wanted.owner ?? `owner-${newId()}`;
  const clock = wanted.clock === undefined ? {} : { clock: wanted.clock };
  const organisation = await callAs<Organisation>(owner, createOrganisation, organisationInput(wanted.settings), clock);
  const orgId = organisation.id;
  for (const [role, uid] of Object.entries(wanted.members ?? {})) await joinAs(orgId, owner, uid, role, clock);
  return { orgId, owner, organisation };
}

/** Two organisations that have nothing to do with each other, each with its own owner. */
export async function twoOrganisations(wanted: Wanted = {}): Promise<readonly [BuiltOrganisation, BuiltOrganisation]> {
  const ours = await anOrganisation(wanted);
  const theirs = await anOrganisation({ settings: { name: 'De Concurrent B.V.', email: 'info@concurrent.example' } });
  return [ours, theirs];
}

/** `uid` joins by invitation; its e-mail address is `<uid>@example.test`. */
export async function joinAs(orgId: string, owner: string, uid: string, role: string, clock: { clock?: Clock } = {}): Promise<void> {
  const input = { email: `${uid}@example.test`, role };
  const { id, expiresAt } = await callAs<{ id: string; expiresAt: string }>(owner, inviteMember, input, { orgId, ...clock });
  await callAs(uid, acceptInvitation, { invitation: invitationToken(orgId, id, expiresAt) }, clock);
}

/** The token as it stands in the mail. */
export function invitationToken(orgId: string, invitationId: string, expiresAt: string): string {
  return signLink({ link: 'invitation', orgId, documentId: invitationId, expiresAt: new Date(expiresAt) });
}
