import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Language, phone } from '../../../platform/text.ts';
import { PersonName, Profile } from '../profile.ts';
import { profileRef } from '../repo.ts';

export const signUpProfile = action({
  name: 'accounts/sign-up-profile',
  summary: 'Makes the profile of the person who has just signed up; said again, it replaces what was said',
  access: 'user',
  rest: { method: 'PUT', path: '/profile' },
  input: z.object({ name: PersonName, language: Language.default('nl'), phone: phone.nullable().default(null) }),
  output: Profile,
  async run({ input, actor, clock, tx }) {
    const ref = profileRef(actor.uid);
    const known = await tx.get(ref);
    const profile: Profile = {
      id: ref.id,
      ...input,
      email: actor.email?.toLowerCase() ?? null,
      photo: known?.photo ?? null,
      createdAt: known?.createdAt ?? clock.now(),
    };
    tx.set(ref, profile);
    return profile;
  },
});
