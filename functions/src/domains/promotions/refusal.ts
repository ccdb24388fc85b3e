import * as z from 'zod';
import { type Say } from '../../platform/errors.ts';

/** Why a code gives nothing for a cart. */
export const RefusalReason = z.enum([
  'unknown',
  'not-now',
  'not-here',
  'minimum',
  'nothing-eligible',
  'used-up',
  'used-before',
  'first-order-only',
  'contact-needed',
  'less-than-others',
]);
export type RefusalReason = z.output<typeof RefusalReason>;

export const REFUSALS: Readonly<Record<RefusalReason, Say>> = {
  unknown: { en: 'We do not know this code.', nl: 'Deze code kennen we niet.' },
  'not-now': { en: 'This code is not valid at this moment.', nl: 'Deze code is nu niet geldig.' },
  'not-here': { en: 'This code is not for this way of ordering.', nl: 'Deze code geldt niet voor deze manier van bestellen.' },
  minimum: { en: 'The order is too small for this code.', nl: 'De bestelling is te klein voor deze code.' },
  'nothing-eligible': { en: 'Nothing in this order is covered by this code.', nl: 'Niets in deze bestelling valt onder deze code.' },
  'used-up': { en: 'This code has been used up.', nl: 'Deze code is op.' },
  'used-before': { en: 'You have used this code before.', nl: 'Je hebt deze code al gebruikt.' },
  'first-order-only': { en: 'This code is for a first order.', nl: 'Deze code is voor een eerste bestelling.' },
  'contact-needed': {
    en: 'This code needs your e-mail address or telephone number.',
    nl: 'Voor deze code hebben we je e-mailadres of telefoonnummer nodig.',
  },
  'less-than-others': {
    en: 'This code cannot be combined with the others, which save you more.',
    nl: 'Deze code kan niet samen met de andere, die je meer opleveren.',
  },
};
