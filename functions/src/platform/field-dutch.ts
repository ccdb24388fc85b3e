/**
 * What schemas say of a field, in Dutch. Schemas hold English only: a message goes through a dozen hands before it is
 * known who reads it. A test compares this with the messages of all actions.
 */

const WHOLE: Readonly<Record<string, string>> = {
  'is required': 'is verplicht',
  'is missing': 'ontbreekt',
  'is not a known field': 'is geen bekend veld',
  'is not a known parameter': 'is geen bekende parameter',
  'stands in the path, and only there': 'staat in het pad, en alleen daar',
  'stands twice in one object': 'staat twee keer in één object',
  'a GET has no body': 'een GET heeft geen inhoud',
  'is not valid JSON': 'is geen geldige JSON',
  'is not UTF-8': 'is geen UTF-8',
  'must be an object': 'moet een object zijn',
  'must be given once': 'mag maar één keer worden opgegeven',
  'must be a text of 1 to 1024 characters': 'moet een tekst van 1 tot 1024 tekens zijn',
  'must add up to the price': 'moeten samen de prijs zijn',
  'does not belong to this product': 'hoort niet bij dit product',

  'A discount is more than zero': 'Een korting is meer dan nul',
  'A percentage is at most 100 %, which is 10000 basis points': 'Een percentage is hoogstens 100 %, dat is 10000 basispunten',
  'A percentage is not negative': 'Een percentage is niet negatief',
  'A price is not negative; give a discount instead': 'Een prijs is niet negatief; geef in plaats daarvan korting',
  'A quantity is more than zero': 'Een aantal is meer dan nul',
  'A quantity is not negative': 'Een aantal is niet negatief',
  'A rate is not negative': 'Een tarief is niet negatief',
  'Give a discount as { percentBp } or as { amount }': 'Geef een korting als { percentBp } of als { amount }',
  'Give a deposit as { percentBp } or as { amount }': 'Geef een aanbetaling als { percentBp } of als { amount }',
  'Give an IANA time zone such as Europe/Amsterdam': 'Geef een tijdzone van IANA, zoals Europe/Amsterdam',
  'Give the amount as a whole number in the smallest unit of the currency, so 1234 for 12.34':
    'Geef het bedrag als geheel getal in de kleinste eenheid van de valuta, dus 1234 voor 12,34',
  'Give the percentage in basis points as a whole number, so 2100 for 21 %': 'Geef het percentage in hele basispunten, dus 2100 voor 21 %',
  'Give the quantity as a decimal string such as "2.5", with at most 9 digits before and 6 after the point':
    'Geef het aantal als decimale tekst zoals "2.5", met hoogstens 9 cijfers voor en 6 achter de punt',
  'Give the time in whole minutes': 'Geef de tijd in hele minuten',
  'The period ends before it begins': 'De periode eindigt voordat zij begint',
  'Time is at least one minute': 'Een tijd is minstens één minuut',
  'Time is at most 24 hours, which is 1440 minutes': 'Een tijd is hoogstens 24 uur, dat is 1440 minuten',
  'Use a current ISO 4217 currency code such as EUR': 'Gebruik een geldige valutacode van ISO 4217, zoals EUR',

  'is more than all options together allow': 'is meer dan alle opties samen toelaten',
  'is not a permission': 'is geen recht',
  'is not a valid IBAN: its check digits or length do not fit': 'is geen geldige IBAN: de controlecijfers of de lengte kloppen niet',
  'is not a valid VAT number: its check digits do not fit': 'is geen geldig btw-nummer: de controlecijfers kloppen niet',
  'is not negative': 'is niet negatief',
  'is not valid Unicode': 'is geen geldige Unicode',
  'is too large; split the file': 'is te groot; splits het bestand',
  'may contain letters, digits, and . / _ - besides {year} and {seq}': 'mag naast {year} en {seq} letters, cijfers en . / _ - bevatten',
  'must be 1 to 128 letters, digits, - or _': 'moet 1 tot 128 letters, cijfers, - of _ zijn',
  'must be 1 to 32 letters, digits or -': 'moet 1 tot 32 letters, cijfers of - zijn',
  'must be 1 to 50 letters, digits or : . _ ~ -': 'moet 1 tot 50 letters, cijfers of : . _ ~ - zijn',
  'must be 1, 6, 15, 30 or 60 minutes': 'moet 1, 6, 15, 30 of 60 minuten zijn',
  'must be 2 to 40 letters, digits or -': 'moet 2 tot 40 letters, cijfers of - zijn',
  'must be a BIC of 8 or 11 characters, such as ABNANL2A': 'moet een BIC van 8 of 11 tekens zijn, zoals ABNANL2A',
  'must be a Dutch postal code such as 1234 AB': 'moet een Nederlandse postcode zijn, zoals 1234 AB',
  'must be a KvK number of 8 digits': 'moet een KvK-nummer van 8 cijfers zijn',
  'must be a colour such as #14532d': 'moet een kleur zijn, zoals #14532d',
  'must be a country code of ISO 3166-1 such as NL': 'moet een landcode van ISO 3166-1 zijn, zoals NL',
  'must be a day from 1 (Monday) to 7 (Sunday)': 'moet een dag van 1 (maandag) tot 7 (zondag) zijn',
  'must be a scheme of four digits, such as 0106': 'moet een schema van vier cijfers zijn, zoals 0106',
  'must be a telephone number of 7 to 15 digits, such as +31 20 123 4567': 'moet een telefoonnummer van 7 tot 15 cijfers zijn, zoals +31 20 123 4567',
  'must be a time such as 18:30': 'moet een tijd zijn, zoals 18:30',
  'must be a web address such as https://example.nl': 'moet een webadres zijn, zoals https://example.nl',
  'must be a whole number': 'moet een geheel getal zijn',
  'must be an IP address or a range such as 203.0.113.0/24': 'moet een IP-adres of een reeks zijn, zoals 203.0.113.0/24',
  'must be an e-mail address such as name@example.nl': 'moet een e-mailadres zijn, zoals naam@example.nl',
  'must be at least 1 day after the due date': 'moet minstens 1 dag na de vervaldag zijn',
  'must be more than zero': 'moet meer dan nul zijn',
  'must be one of the fourteen allergens of Regulation (EU) 1169/2011': 'moet een van de veertien allergenen van Verordening (EU) 1169/2011 zijn',
  'must begin with a country code, such as NL123456782B90': 'moet met een landcode beginnen, zoals NL123456782B90',
  'must come with from': 'moet samen met from worden opgegeven',
  'must contain something visible': 'moet iets zichtbaars bevatten',
  'must contain {seq} or {seq:4} once, or numbers would repeat': 'moet één keer {seq} of {seq:4} bevatten, anders herhalen nummers zich',
  'must contain {year} at most once': 'mag {year} hoogstens één keer bevatten',
  'must go from friendly by second to final, each level once and each later than the one before':
    'moet van friendly via second naar final gaan, elk niveau één keer en elk later dan het vorige',
  'must have ids of their own': 'moeten elk een eigen id hebben',
  'must not be before firstDate': 'mag niet voor firstDate liggen',
  'must not be before from': 'mag niet voor from liggen',
  'must not be empty': 'mag niet leeg zijn',
  'must not be less than min': 'mag niet minder dan min zijn',
  'must not be negative': 'mag niet negatief zijn',
  'must not contain characters that change the direction of text': 'mag geen tekens bevatten die de leesrichting veranderen',
  'must not contain control characters': 'mag geen besturingstekens bevatten',
  'must not have two options with one id': 'mag geen twee opties met hetzelfde id hebben',
  'must not hold keys.write: a key makes no other keys': 'mag keys.write niet bevatten: een sleutel maakt geen andere sleutels',
  'must not repeat what it contains': 'mag niets twee keer bevatten',
};

/** Nouns that come with a number, or of which there is to be one at least. */
const NOUNS: Readonly<Record<string, string>> = {
  addresses: 'adressen', allergen: 'allergeen', characters: 'tekens', choice: 'keuze', closures: 'sluitingen', code: 'code', codes: 'codes',
  'coin or note': 'munt of biljet', contacts: 'contactpersonen', currencies: "valuta's", currency: 'valuta', day: 'dag', days: 'dagen',
  deposits: 'aanbetalingen', event: 'gebeurtenis', events: 'gebeurtenissen', groups: 'groepen', ingredient: 'ingrediënt', ingredients: 'ingrediënten',
  instalment: 'termijn', instalments: 'termijnen', item: 'artikel', items: 'onderdelen', 'kinds of coins and notes': 'soorten munten en biljetten',
  line: 'regel', lines: 'regels', openings: 'openingstijden', option: 'optie', options: 'opties', order: 'bestelling', orders: 'bestellingen',
  part: 'deel', parts: 'delen', permission: 'recht', persons: 'personen', photos: "foto's", 'pieces in all': 'stuks in totaal',
  'service form': 'manier van bediening', steps: 'stappen', tags: 'labels', tasks: 'taken', 'way to pay': 'betaalwijze', windows: 'tijdvakken',
};

/** Types as the library names them, in what it says by itself. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'een tekst', number: 'een getal', int: 'een geheel getal', boolean: 'true of false', array: 'een lijst', object: 'een object', date: 'een datum', record: 'een object', null: 'leeg',
};

type Rule = readonly [pattern: RegExp, dutch: (...groups: string[]) => string | undefined];

const noun = (name: string | undefined): string | undefined => NOUNS[name ?? ''];
const withNoun = (name: string | undefined, dutch: (word: string) => string) => {
  const word = noun(name);
  return word === undefined ? undefined : dutch(word);
};

const RULES: readonly Rule[] = [
  [/^must be at most (\d+)$/, (most) => `mag hoogstens ${most} zijn`],
  [/^must be at least (\d+)$/, (least) => `moet minstens ${least} zijn`],
  [/^must (?:be|have|name) at most (\d+) (.+)$/, (most, name) => withNoun(name, (word) => `mag hoogstens ${most} ${word} hebben`)],
  [/^must (?:have|name) at least one (.+)$/, (name) => withNoun(name, (word) => `moet minstens één ${word} hebben`)],
  [/^must name each (.+) once$/, (name) => withNoun(name, (word) => `mag geen ${word} twee keer noemen`)],
  [/^must be ((?:[\w-]+, )*[\w-]+) or ([\w-]+)$/, (first, last) => `moet ${first} of ${last} zijn`],
  [/^An amount is at (most|least) (-?\d+) in the smallest unit$/, (which, bound) => `Een bedrag is ${which === 'most' ? 'hoogstens' : 'minstens'} ${bound} in de kleinste eenheid`],
  [/^Give a date that exists as YYYY-MM-DD, between ([\d-]+) and ([\d-]+)$/, (from, to) => `Geef een datum die bestaat als JJJJ-MM-DD, tussen ${from} en ${to}`],
  [/^does not belong to (.+)$/, (name) => `hoort niet bij ${name}`],
  [/^needs at least (\d+) of (.+)$/, (least, name) => `heeft minstens ${least} van ${name} nodig`],
  [/^takes at most (\d+) of (.+)$/, (most, name) => `neemt hoogstens ${most} van ${name}`],
  [/^needs a choice for (.+)$/, (name) => `heeft een keuze nodig voor ${name}`],
  // What the library says where a schema says nothing of its own.
  [/^Invalid input: expected (\w+), received \w+$/, (type) => `moet ${TYPES[type] ?? type} zijn`],
  [/^Invalid (?:option|input): expected one of (.+)$/, (values) => `moet een van deze zijn: ${values.replaceAll('|', ', ')}`],
  [/^Invalid input: expected (.+)$/, (value) => `moet ${value} zijn`],
  [/^Too big: expected \w+ to be (<=?)\s*(-?\d+)$/, (sign, most) => (sign === '<' ? `moet minder dan ${most} zijn` : `mag hoogstens ${most} zijn`)],
  [/^Too small: expected \w+ to be (>=?)\s*(-?\d+)$/, (sign, least) => (sign === '>' ? `moet meer dan ${least} zijn` : `moet minstens ${least} zijn`)],
  [/^Too big: expected \w+ to have <=(\d+) (\w+)$/, (most, name) => `mag hoogstens ${most} ${noun(name) ?? name} hebben`],
  [/^Too small: expected \w+ to have >=1 \w+$/, () => 'mag niet leeg zijn'],
  [/^Too small: expected \w+ to have >=(\d+) (\w+)$/, (least, name) => `moet minstens ${least} ${noun(name) ?? name} hebben`],
  [/^Invalid ISO datetime$/, () => 'moet een tijdstip zijn, zoals 2026-11-27T09:30:00Z'],
  [/^Invalid string: /, () => 'heeft niet de juiste vorm'],
  [/^Invalid input$/, () => 'klopt niet'],
];

/** The Dutch of what is said of a field; `undefined` when there is none. */
export function dutchOf(message: string): string | undefined {
  const whole = Object.hasOwn(WHOLE, message) ? WHOLE[message] : undefined;
  if (whole !== undefined) return whole;
  for (const [pattern, dutch] of RULES) {
    const match = pattern.exec(message);
    const said = match === null ? undefined : dutch(...match.slice(1));
    if (said !== undefined) return said;
  }
  return undefined;
}
