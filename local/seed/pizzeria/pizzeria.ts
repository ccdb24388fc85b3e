import { randomUUID } from 'node:crypto';
import { Business, type Stage } from '../business.ts';
import { Counter } from '../counter.ts';
import { firstDelivery, stockLarder, wasteAndCount, type Larder } from './kitchen-stock.ts';
import { writeMenu, type Menu } from './menu.ts';
import { firstEvening, lastEvening, tillEvening } from './orders.ts';

const SETTINGS = {
  name: 'Wolkenoven B.V.',
  tradeName: 'Pizzeria Wolkenoven',
  address: { street: 'Wolkenkade 14', postalCode: '3511 KD', city: 'Utrecht', country: 'NL' },
  kvkNumber: '01273645',
  vatNumber: 'NL001273644B01',
  iban: 'NL15ABNA0512348761',
  email: 'info@wolkenoven.example',
  phone: '+31 30 123 4567',
  branding: { colour: '#9a3412', logoFileId: null },
};

const LEAD = { enabled: true, leadMinutes: 20, fee: 0, freeFrom: null, minimum: 0 };
const SHOP = {
  name: 'Pizzeria Wolkenoven',
  address: SETTINGS.address,
  phone: SETTINGS.phone,
  hours: [
    { days: [1, 2, 3, 4, 7], from: '16:00', until: '22:30' },
    { days: [5, 6], from: '16:00', until: '00:30' },
  ],
  services: { 'eat-in': LEAD, collect: LEAD, deliver: { ...LEAD, leadMinutes: 40, fee: 345, freeFrom: 4_250, minimum: 1_275 } },
  payments: ['online', 'counter', 'door'],
};

/** A pizzeria: a menu with recipes, stock, a promo code, three evenings of orders, and a till. */
export async function playPizzeria(stage: Stage): Promise<void> {
  const { calendar, cast } = stage;
  await calendar.to(-21, '09:40');
  const business = await Business.found(stage, cast.anna, SETTINGS);
  await business.hire(cast.bram, 'bookkeeper');
  await business.hire(cast.gijs, 'sales');
  await business.hire(cast.elif, 'kitchen');
  await business.hire(cast.femke, 'driver');
  const shopId = await business.make('catalogue/create-shop', SHOP);
  const larder = await stockLarder(business, shopId);
  const menu = await writeMenu(business, larder);
  await calendar.to(-20, '10:25');
  await firstDelivery(business, shopId, larder);
  await business.call(cast.elif, 'stock/receive', { shopId, lines: [{ key: menu.tiramisu, quantity: '23', unit: 'piece' }] });
  await business.call(cast.anna, 'promotions/create', { code: 'WOLK12', name: 'Pizzaweken', benefit: { type: 'percent', percentBp: 1_250, cap: 675 }, productIds: [menu.margherita, menu.funghi], totalLimit: 140, customerLimit: 3 });
  await evenings(business, { shopId, menu, larder });
}

interface Set {
  readonly shopId: string;
  readonly menu: Menu;
  readonly larder: Larder;
}

async function evenings(business: Business, { shopId, menu, larder }: Set): Promise<void> {
  const { calendar, cast } = business.stage;
  const counter = new Counter(business, shopId, { clerk: cast.gijs, cook: cast.elif, driver: cast.femke });
  await calendar.to(-15, '17:55');
  for (const visit of firstEvening(menu)) await counter.serve(visit);
  await calendar.to(-8, '15:30');
  await wasteAndCount(business, shopId, larder);
  counter.tillId = await business.make('till/create', { name: 'Toonbank voor' });
  await openTill(business, counter.tillId, [{ value: 2_000, count: 3 }, { value: 500, count: 7 }, { value: 200, count: 16 }, { value: 50, count: 19 }, { value: 5, count: 41 }]);
  await calendar.to(-8, '17:35');
  for (const visit of tillEvening(menu)) await counter.serve(visit);
  await closeTill(business, counter.tillId);
  await calendar.to(-1, '15:45');
  await openTill(business, counter.tillId, [{ value: 2_000, count: 4 }, { value: 500, count: 5 }, { value: 200, count: 13 }, { value: 50, count: 17 }, { value: 5, count: 23 }]);
  await calendar.to(-1, '17:20');
  for (const visit of lastEvening(menu)) await counter.serve(visit);
}

async function openTill(business: Business, tillId: string, pieces: object[]): Promise<void> {
  await business.call(business.stage.cast.gijs, 'till/open', { tillId, pieces });
}

/** The drawer is 35 cents short of what the books say; most of it goes to the bank. */
async function closeTill(business: Business, tillId: string): Promise<void> {
  const { gijs } = business.stage.cast;
  await business.call(gijs, 'till/pay-out', { tillId, amount: 1_385, purpose: 'expense', reason: 'Servetten en afwasmiddel', idempotencyKey: randomUUID() });
  await business.call(gijs, 'till/close', { tillId, total: 25_005, leave: 14_065, note: 'Twee keer geteld' });
}
