import { action } from '../../../platform/action.ts';
import { AppError, invalidField } from '../../../platform/errors.ts';
import { Tenant } from '../../../platform/tenancy.ts';
import { checkLogo } from '../check-logo.ts';
import { ensureProfile } from '../ensure-profile.ts';
import { join } from '../joining.ts';
import { claimFormats } from '../numbering.ts';
import { checkSettings, NewOrganisation, Organisation } from '../organisation.ts';
import { organisationRef, ownedBy } from '../repo.ts';

/** Far above what anybody runs; stops a script that founds them by the thousand. */
const MAX_OWNED = 25;

export const createOrganisation = action({
  name: 'accounts/create-organisation',
  summary: 'Founds an organisation; whoever founds it is its owner',
  access: 'user',
  rest: { method: 'POST', path: '/organisations' },
  input: NewOrganisation,
  output: Organisation,
  async run({ input, actor, clock, tx }) {
    checkSettings(input);
    const email = input.email ?? actor.email;
    if (email === null) throw invalidField('email', { en: 'Give an e-mail address.', nl: 'Geef een e-mailadres op.' });
    if ((await ownedBy(tx, actor.uid, MAX_OWNED)).length === MAX_OWNED) {
      throw new AppError('limit-reached', `${actor.uid} owns ${MAX_OWNED} organisations`, {
        say: { en: `You can own at most ${MAX_OWNED} organisations.`, nl: `Je kunt hoogstens ${MAX_OWNED} organisaties bezitten.` },
      });
    }
    const org = Tenant.founded();
    await checkLogo(tx, org, input.branding);
    const person = await ensureProfile(tx, actor, clock, input.language);
    const numberFormats = claimFormats([], input.numbering);
    const organisation = tx.create(organisationRef(org), { id: org.id, ...input, email, numberFormats });
    await join(tx, { org, organisation, person, clock }, { role: 'owner', permissions: ['*'] });
    return organisation;
  },
});
