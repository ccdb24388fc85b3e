import { action } from '../platform/action.ts';
import { changeOrganisation, Organisation, organisationRef, OrganisationUpdate } from '../domains/accounts/api.ts';
import { followOrganisation } from '../domains/catalogue/api.ts';

export const updateOrganisation = action({
  name: 'accounts/update-organisation',
  summary: 'Changes the given settings of the organisation; documents that were sent keep what they say',
  permission: 'organisation.write',
  rest: { method: 'PATCH', path: '/organisation' },
  document: organisationRef,
  input: OrganisationUpdate,
  output: Organisation,
  async run({ input, org, tx }) {
    const { before, after } = await changeOrganisation({ tx, org }, input);
    if (after.timeZone !== before.timeZone || after.currency !== before.currency) await followOrganisation(tx, org, after);
    return after;
  },
});
