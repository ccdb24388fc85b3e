import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { Language, phone, shortText } from '../../platform/text.ts';

export const PersonName = shortText(100);

/**
 * A person, under the uid. Only its owner reads it; `name`, `language`, `phone` and `photo` the owner writes
 * straight from the app, checked by the rules, so every bound here stands in `firestore.rules` too.
 */
export const Profile = z
  .object({
    id: Id,
    name: z.string(),
    /** As Firebase Auth had it when the profile was made; not editable here. */
    email: z.string().nullable(),
    language: Language,
    phone: phone.nullable(),
    /** Address of a picture, https only. */
    photo: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Profile' });
export type Profile = z.output<typeof Profile>;
