import { describe, expect, test } from '@jest/globals';
import { isoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { VatCategory } from './document.ts';
import {
  chooseTreatment,
  chooseTreatments,
  exemptionOf,
  Treatment,
  wordingsOf,
  type VatCustomer,
  type VatLine,
  type VatParties,
  type VatSeller,
} from './treatment.ts';
import { TREATMENT_RULES, TreatmentReason } from './treatment-reasons.ts';

const today = isoDate('2026-11-21');

const seller: VatSeller = { country: 'NL', scheme: 'regular', vatNumber: 'NL004983269B01' };
const smallSeller: VatSeller = { ...seller, scheme: 'small-business' };

function business(country: string, vatNumber: string | null, vatNumberValid = vatNumber !== null): VatCustomer {
  return { kind: 'business', country, vatNumber, vatNumberValid };
}

function person(country: string): VatCustomer {
  return { kind: 'private', country, vatNumber: null, vatNumberValid: false };
}

const dutch = business('NL', 'NL810433941B01');
const belgian = business('BE', 'BE0411905847');
const service: VatLine = { supply: 'service', rateKind: 'standard' };
const goods: VatLine = { supply: 'goods', rateKind: 'reduced' };

function choose(customer: VatCustomer, line: VatLine, from: VatSeller = seller): Treatment {
  return chooseTreatment({ seller: from, customer }, line, today);
}

function issueOf(run: () => unknown): { path: string; message: string } | undefined {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.issues[0];
    throw thrown;
  }
  return undefined;
}

describe('a Dutch seller', () => {
  test.each<[string, VatCustomer, VatLine, Pick<Treatment, 'category' | 'rateBp' | 'reason'>]>([
    ['a service at home', dutch, service, { category: 'S', rateBp: 2100, reason: 'domestic' }],
    ['food to a person', person('NL'), goods, { category: 'S', rateBp: 900, reason: 'domestic' }],
    ['zero-rated goods at home', dutch, { ...goods, rateKind: 'zero' }, { category: 'Z', rateBp: 0, reason: 'domestic' }],
    ['an exempt course', person('NL'), { ...service, rateKind: 'exempt' }, { category: 'E', rateBp: 0, reason: 'exempt' }],
    ['an exempt service to Belgium', belgian, { ...service, rateKind: 'exempt' }, { category: 'E', rateBp: 0, reason: 'exempt' }],
    ['subcontracted building', dutch, { ...service, nationalReverseCharge: true }, { category: 'AE', rateBp: 0, reason: 'national-reverse-charge' }],
    ['a service to a Belgian business', belgian, service, { category: 'AE', rateBp: 0, reason: 'eu-service' }],
    ['the same, flagged as building', belgian, { ...service, nationalReverseCharge: true }, { category: 'AE', rateBp: 0, reason: 'eu-service' }],
    ['goods to a Belgian business', belgian, goods, { category: 'K', rateBp: 0, reason: 'eu-goods' }],
    ['goods a Belgian business collects', belgian, { ...goods, place: 'NL' }, { category: 'S', rateBp: 900, reason: 'domestic' }],
    ['lunch in the Netherlands for a Belgian business', belgian, { supply: 'service', rateKind: 'reduced', place: 'NL' }, { category: 'S', rateBp: 900, reason: 'domestic' }],
    ['goods for a Belgian business, sent to Germany', belgian, { ...goods, place: 'DE' }, { category: 'K', rateBp: 0, reason: 'eu-goods' }],
    ['goods to a small business without a number', business('FR', null), goods, { category: 'S', rateBp: 900, reason: 'eu-customer-without-vat-number' }],
    ['a service to a small business without a number', business('FR', null), service, { category: 'S', rateBp: 2100, reason: 'eu-customer-without-vat-number' }],
    ['goods to a Belgian person', person('BE'), goods, { category: 'S', rateBp: 900, reason: 'eu-distance-sale' }],
    ['a service to a Belgian person', person('BE'), service, { category: 'S', rateBp: 2100, reason: 'private-customer-abroad' }],
    ['a service to an American person', person('US'), service, { category: 'S', rateBp: 2100, reason: 'private-customer-abroad' }],
    ['a service to an American business', business('US', null), service, { category: 'O', rateBp: 0, reason: 'service-outside-eu' }],
    ['goods to America', business('US', null), goods, { category: 'G', rateBp: 0, reason: 'export' }],
    ['goods to a person in Norway', person('NO'), goods, { category: 'G', rateBp: 0, reason: 'export' }],
    ['goods to England', business('GB', 'GB123456789'), goods, { category: 'G', rateBp: 0, reason: 'export' }],
    ['goods to Northern Ireland', business('GB', 'XI123456789'), goods, { category: 'K', rateBp: 0, reason: 'eu-goods' }],
    ['a service to Northern Ireland', business('GB', 'XI123456789'), service, { category: 'O', rateBp: 0, reason: 'service-outside-eu' }],
    ['goods to Greece', business('GR', 'EL094259216'), goods, { category: 'K', rateBp: 0, reason: 'eu-goods' }],
  ])('%s', (_, customer, line, expected) => {
    const treatment = choose(customer, line);
    expect(treatment).toMatchObject(expected);
    expect(Treatment.parse(treatment)).toEqual(treatment);
  });

  test('the date of supply selects the rate, per line if need be', () => {
    const parties: VatParties = { seller, customer: dutch };
    const lines: VatLine[] = [goods, { ...goods, supplyDate: isoDate('2018-12-31') }];
    expect(chooseTreatments(parties, lines, today).map(({ rateBp }) => rateBp)).toEqual([900, 600]);
    expect(issueOf(() => chooseTreatments(parties, [goods, { ...goods, supplyDate: isoDate('1999-01-01') }], today))?.path).toBe('lines.1.supplyDate');
  });
});

describe('a small business (KOR)', () => {
  test.each<[string, VatCustomer, VatLine, Treatment['category'], Treatment['reason']]>([
    ['at home', dutch, service, 'E', 'small-business-scheme'],
    ['at home, subcontracted', dutch, { ...service, nationalReverseCharge: true }, 'E', 'small-business-scheme'],
    ['at home, zero-rated', person('NL'), { ...goods, rateKind: 'zero' }, 'E', 'small-business-scheme'],
    ['goods to Belgium', belgian, goods, 'E', 'small-business-scheme'],
    ['a service to a Belgian person', person('BE'), service, 'E', 'small-business-scheme'],
    ['a service to a Belgian business', belgian, service, 'AE', 'eu-service'],
    ['a service to an American business', business('US', null), service, 'O', 'service-outside-eu'],
  ])('%s', (_, customer, line, category, reason) => {
    expect(choose(customer, line, smallSeller)).toMatchObject({ category, reason, rateBp: 0 });
  });

  test('says so in the words of the law, and never "0 %"', () => {
    const { wording } = choose(person('NL'), service, smallSeller);
    expect(wording?.nl).toBe('Vrijgesteld van btw, artikel 25 Wet OB');
    expect(JSON.stringify(wording)).not.toContain('%');
  });
});

describe('what a case requires', () => {
  test.each<[string, string, () => unknown]>([
    ['customer.vatNumber', 'reverse charge at home without a number', () => choose(business('NL', null), { ...service, nationalReverseCharge: true })],
    ['customer.vatNumber', 'a number that failed the check', () => choose(business('BE', 'BE0411905840', false), service)],
    ['customer.vatNumber', 'goods to Belgium on a Dutch number', () => choose(business('BE', 'NL810433941B01'), goods)],
    ['seller.vatNumber', 'goods to Belgium without a number of our own', () => choose(belgian, goods, { ...seller, vatNumber: null })],
    ['seller.vatNumber', 'a small business with a service to Belgium', () => choose(belgian, service, { ...smallSeller, vatNumber: null })],
    ['line.nationalReverseCharge', 'reverse charge to a person', () => choose(person('NL'), { ...service, nationalReverseCharge: true })],
    ['line.place', 'work on a building in Germany', () => choose(belgian, { ...service, place: 'DE' })],
    ['lines', 'outside the scope mixed with export', () => chooseTreatments({ seller, customer: business('US', null) }, [service, goods], today)],
    ['supplyDate', 'a seller in a country without rates', () => choose(person('DE'), service, { ...seller, country: 'DE' })],
  ])('%s: %s', (path, _, run) => {
    expect(issueOf(run)?.path).toBe(path);
  });
});

describe('wording', () => {
  test('each sentence once, in the language of the document', () => {
    const treatments = chooseTreatments({ seller, customer: belgian }, [service, goods, service, { ...goods, place: 'NL' }], today);
    expect(wordingsOf(treatments, 'nl')).toEqual([
      'Btw verlegd, artikel 196 btw-richtlijn 2006/112/EG',
      'Intracommunautaire levering, artikel 138 btw-richtlijn 2006/112/EG',
    ]);
    expect(wordingsOf(treatments, 'en')[0]).toBe('Reverse charge, article 196 of VAT Directive 2006/112/EC');
    expect(exemptionOf(treatments, { category: 'K', rateBp: 0 })).toMatchObject({ code: 'VATEX-EU-IC' });
    expect(exemptionOf(treatments, { category: 'S', rateBp: 900 })).toBeNull();
  });

  test('every untaxed reason has words for it in both languages, and reverse charge says "btw verlegd" to a Dutch reader', () => {
    for (const reason of TreatmentReason.options) {
      const { category, wording } = TREATMENT_RULES[reason];
      expect(wording === null).toBe(category === 'by-rate');
      if (category === 'AE') expect(wording?.nl).toMatch(/^Btw verlegd/);
    }
    const used = new Set(TreatmentReason.options.map((reason) => TREATMENT_RULES[reason].category));
    expect(used).toEqual(new Set([...VatCategory.options.filter((category) => !['S', 'Z'].includes(category)), 'by-rate']));
  });
});
