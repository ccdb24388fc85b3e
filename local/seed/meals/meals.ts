import { Business, type Stage } from '../business.ts';
import { Counter } from '../counter.ts';
import { writeMeals, type Meals } from './menu.ts';
import { comingDays, firstWeek } from './orders.ts';

const SETTINGS = {
  name: 'Kleine Lepel V.O.F.',
  tradeName: 'Little Ladle Meals',
  address: { street: 'Soeplepelstraat 83', postalCode: '3521 VA', city: 'Utrecht', country: 'NL' },
  kvkNumber: '01386472',
  vatNumber: 'NL000981722B01',
  iban: 'NL97RABO0387651243',
  email: 'hello@kleinelepel.example',
  phone: '+31 30 765 4321',
  language: 'en',
  branding: { colour: '#3f6212', logoFileId: null },
};

const SERVICE = { enabled: true, leadMinutes: 90, fee: 0, freeFrom: null, minimum: 0 };
const SHOP = {
  name: 'Little Ladle Meals',
  address: SETTINGS.address,
  phone: SETTINGS.phone,
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '10:00', until: '20:00' }],
  services: { 'eat-in': { ...SERVICE, enabled: false }, collect: SERVICE, deliver: { ...SERVICE, leadMinutes: 150, fee: 465, freeFrom: 5_850, minimum: 1_950 } },
  payments: ['online'],
  daysAhead: 5,
  slotMinutes: 60,
  autoAccept: true,
};

/** A kitchen that cooks meals beforehand: counted meals, a box for one price, orders for a time, lunches on an invoice. */
export async function playMeals(stage: Stage): Promise<void> {
  const { calendar, cast } = stage;
  await calendar.to(-18, '10:15');
  const business = await Business.found(stage, cast.chantal, SETTINGS);
  await business.hire(cast.bram, 'bookkeeper');
  await business.hire(cast.elif, 'kitchen');
  const shopId = await business.make('catalogue/create-shop', SHOP);
  const meals = await writeMeals(business);
  const counter = new Counter(business, shopId, { clerk: cast.chantal, cook: cast.elif, driver: cast.chantal, autoAccept: true });
  await calendar.to(-14, '11:20');
  await cooked(business, shopId, [[meals.dal, 37], [meals.stew, 28], [meals.salmon, 19], [meals.porridge, 42]]);
  for (const visit of firstWeek(meals, await slots(business, shopId))) await counter.serve(visit);
  await officeLunches(business);
  await calendar.to(-2, '15:05');
  await cooked(business, shopId, [[meals.dal, 14], [meals.stew, 11]]);
  await throwAway(business, shopId, meals);
  await calendar.to(-1, '11:35');
  for (const visit of comingDays(meals, await slots(business, shopId))) await counter.serve(visit);
}

async function slots(business: Business, shopId: string): Promise<readonly string[]> {
  const reply = await business.call<{ slots: string[] }>(business.stage.passer, 'catalogue/slots', { shopId, service: 'deliver', limit: 12 });
  return reply.slots;
}

async function cooked(business: Business, shopId: string, meals: readonly (readonly [string, number])[]): Promise<void> {
  const lines = meals.map(([key, count]) => ({ key, quantity: String(count), unit: 'piece' }));
  await business.call(business.stage.cast.elif, 'stock/receive', { shopId, lines, note: 'Cooked' });
}

async function throwAway(business: Business, shopId: string, { salmon }: Meals): Promise<void> {
  const lines = [{ key: salmon, quantity: '3', unit: 'piece' }];
  await business.call(business.stage.cast.elif, 'stock/adjust', { shopId, reason: 'wasted', lines, note: 'Past its date' });
}

async function officeLunches(business: Business): Promise<void> {
  const { calendar, cast } = business.stage;
  await calendar.to(-6, '14:10');
  const customerId = await business.make('customers/create', {
    kind: 'business',
    name: 'Harbour & Quill Translations B.V.',
    contactName: 'Imogen Thackeray',
    email: 'office@harbourquill.example',
    language: 'en',
    address: { street: 'Inktpotkade 246', postalCode: '3531 AR', city: 'Utrecht', country: 'NL' },
    vatNumber: 'NL003174529B01',
  });
  const invoiceId = await business.make('invoices/create', {
    customerId,
    lines: [
      { description: 'Lunches for the office, week by week', quantity: '46', unit: 'meal', unitPrice: 893, vat: 'reduced', supply: 'goods' },
      { description: 'Delivery by cargo bike', quantity: '4', unitPrice: 1_135, vat: 'standard' },
    ],
  });
  await business.call(cast.chantal, 'invoices/finalize', { invoiceId, send: true });
}
