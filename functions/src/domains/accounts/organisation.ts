import * as z from 'zod';
import { Address } from '../../platform/address.ts';
import { Bic, Iban, KvkNumber, VatNumber } from '../../platform/business-ids.ts';
import { TimeZone } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { stamps } from '../../platform/instant.ts';
import { CurrencyCode } from '../../platform/money.ts';
import { email, Language, phone, shortText } from '../../platform/text.ts';
import { DEFAULT_NUMBERING, Numbering } from './numbering.ts';

export const Branding = z.strictObject({
  colour: z.string().toLowerCase().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #14532d'),
  /** A picture among the organisation's files; `null` for the name in letters. */
  logoFileId: Id.nullable(),
});

export const Terms = z.strictObject({
  /** Days from the invoice's date to its due date. */
  paymentDays: z.int().min(0).max(365),
  /** Days for which a quote holds. */
  quoteDays: z.int().min(1).max(365),
});

/** `kor`: the Dutch small-business scheme, under which no VAT is charged (art. 25 Wet OB). */
export const VatScheme = z.enum(['standard', 'kor']);

const Website = z
  .string()
  .trim()
  .max(300, 'must have at most 300 characters')
  .overwrite((text) => (/^https?:\/\//i.test(text) ? text : `https://${text}`))
  .check(z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: 'must be a web address such as https://example.nl' }));

const settings = {
  /** The legal name, as in the trade register. */
  name: shortText(150),
  tradeName: shortText(150).nullable(),
  address: Address,
  kvkNumber: KvkNumber.nullable(),
  vatNumber: VatNumber.nullable(),
  iban: Iban.nullable(),
  bic: Bic.nullable(),
  email,
  phone: phone.nullable(),
  website: Website.nullable(),
  language: Language,
  currency: CurrencyCode,
  timeZone: TimeZone,
  branding: Branding,
  numbering: Numbering,
  terms: Terms,
  vatScheme: VatScheme,
};

/** An organisation, the tenant under which all its documents live. */
export const Organisation = z
  .object({
    id: Id,
    ...settings,
    /** Number formats used so far, `<series> <structure>`; see numbering.ts. */
    numberFormats: z.array(z.string()),
    ...stamps,
  })
  .meta({ id: 'Organisation' });
export type Organisation = z.output<typeof Organisation>;

/** What a new organisation must say, and what it gets where it says nothing. */
export const NewOrganisation = z.object({
  ...settings,
  tradeName: settings.tradeName.default(null),
  kvkNumber: settings.kvkNumber.default(null),
  vatNumber: settings.vatNumber.default(null),
  iban: settings.iban.default(null),
  bic: settings.bic.default(null),
  /** The founder's own address unless told. */
  email: settings.email.optional(),
  phone: settings.phone.default(null),
  website: settings.website.default(null),
  language: settings.language.default('nl'),
  currency: settings.currency.default('EUR'),
  timeZone: settings.timeZone.default('Europe/Amsterdam'),
  branding: settings.branding.default({ colour: '#14532d', logoFileId: null }),
  numbering: settings.numbering.default(DEFAULT_NUMBERING),
  terms: settings.terms.default({ paymentDays: 14, quoteDays: 30 }),
  vatScheme: settings.vatScheme.default('standard'),
});

/** A change of settings: the fields given are replaced whole, the others stay. */
export const OrganisationChange = z.object(settings).partial();

/**
 * What no single field can tell.
 * @throws AppError `invalid-input` naming the field
 */
export function checkSettings(settings: Pick<Organisation, 'vatScheme' | 'address' | 'iban' | 'bic'>): void {
  if (settings.vatScheme === 'kor' && settings.address.country !== 'NL') {
    throw invalidField('vatScheme', {
      en: 'The small-business scheme (KOR) is for businesses established in the Netherlands.',
      nl: 'De kleineondernemersregeling (KOR) is voor ondernemers die in Nederland gevestigd zijn.',
    });
  }
  if (settings.bic !== null && settings.iban === null) {
    throw invalidField('bic', { en: 'A BIC needs an IBAN.', nl: 'Bij een BIC hoort een IBAN.' });
  }
}

/** What people call the organisation. */
export function displayName({ name, tradeName }: Pick<Organisation, 'name' | 'tradeName'>): string {
  return tradeName ?? name;
}
