import { type Actor } from '../../platform/actor.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Tx } from '../../platform/tx.ts';
import { type Profile } from './profile.ts';
import { profileRef } from './repo.ts';

type Person = Extract<Actor, { kind: 'user' }>;

/**
 * The person's profile, made now if there is none: whoever founds or joins an organisation before saying anything
 * about themselves is called by the first part of their e-mail address until they do.
 */
export async function ensureProfile(tx: Tx, person: Person, clock: Clock, language: Profile['language']): Promise<Profile> {
  const ref = profileRef(person.uid);
  const known = await tx.get(ref);
  if (known !== undefined) return known;
  const email = person.email?.toLowerCase() ?? null;
  const name = (email?.split('@')[0] ?? person.uid).slice(0, 100);
  return tx.append(ref, { id: ref.id, name, email, language, phone: null, photo: null, createdAt: clock.now() });
}
