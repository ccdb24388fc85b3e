import { beforeAll, describe, expect, test } from '@jest/globals';
import readSheets from 'read-excel-file/node';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aPizzeria, aProduct, type Pizzeria } from '../../../../test/builders/shop.ts';
import { anOrder } from '../../../../test/builders/order.ts';
import { callAs } from '../../../../test/support/call.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { readTable } from '../../../platform/csv.ts';
import { exportOrders } from './export-orders.ts';

useStack({ functions: false });
let pizzeria: Pizzeria;

/** Names as somebody types them who wants a spreadsheet to do something, or who just has such a name. */
const NAMES = ['=HYPERLINK("http://evil.example";"x")', '+31 Jan', '-2+3', '@SUM(A1)', 'Fenna "Puck"; van Dijk\u2019s'];
/** 2 × (11.35 + 2.75 + 2.70) + 3 × 4.65; of the pizzas 9 % VAT, of the beer 21 %. */
const TO_PAY = 4755;
beforeAll(async () => {
  pizzeria = await aPizzeria();
  const water = await aProduct(pizzeria, { name: '=1+1', price: 205, categoryId: pizzeria.pizza.categoryId });
  const large = [{ optionId: 'large' }, { optionId: 'cheese', quantity: 2 }];
  const lines = [{ productId: pizzeria.pizza.id, quantity: 2, options: large }, { productId: pizzeria.beer.id, quantity: 3 }];
  for (const [index, name] of NAMES.entries()) {
    const where = { orgId: pizzeria.orgId, clock: frozenClock(new Date(`2026-03-0${index + 5}T18:00:00Z`)) };
    const customer = { name, email: 'puck@example.test', phone: '+31612345678' };
    const bought = index === 0 ? [{ productId: water.id, quantity: 7 }] : lines;
    await anOrder(where, { shopId: pizzeria.shop.id, service: index === 1 ? 'eat-in' : 'collect', lines: bought }, { customer });
  }
  // After the clock was put forward: six o'clock of UTC is eight.
  await anOrder({ orgId: pizzeria.orgId, clock: frozenClock(new Date('2026-03-29T18:00:00Z')) }, { shopId: pizzeria.shop.id, service: 'collect', lines });
});

const period = { from: '2026-03-01T00:00:00Z', until: '2026-04-01T00:00:00Z' };
async function file(input: object) {
  const { base64, ...rest } = await callAs<{ base64: string; filename: string; orders: number }>(pizzeria.owner, exportOrders, { ...period, ...input }, { orgId: pizzeria.orgId });
  return { ...rest, bytes: Buffer.from(base64, 'base64') };
}

/** The rows of an export by their header, the oldest order first. */
function byHeader<T>([header = [], ...rows]: readonly (readonly T[])[]): Record<string, T | undefined>[] {
  return rows.map((row) => Object.fromEntries(header.map((name, column) => [String(name), row[column]]))).reverse();
}

const csv = async (input: object = {}) => byHeader((await readTable((await file({ format: 'csv', ...input })).bytes.toString('utf8'))).rows.map(({ cells }) => cells));

async function xlsx(input: object = {}) {
  const [sheet] = await readSheets((await file({ format: 'xlsx', ...input })).bytes);
  return byHeader<unknown>((sheet as { data: unknown[][] }).data);
}

/** A spreadsheet keeps a moment as a fraction of a day, which is a millisecond off at times. */
function toTheMinute(cell: unknown): string {
  if (!(cell instanceof Date)) throw new Error(`${String(cell)} is no date`);
  return new Date(cell.getTime() + 1000).toISOString().slice(0, 16);
}

describe('CSV, as Dutch spreadsheets read it', () => {
  test('has every order with exact amounts, moments by the clock of the shop, and words for what is a code', async () => {
    const rows = await csv();
    expect(rows).toHaveLength(NAMES.length + 1);
    expect(rows[1]).toMatchObject({ Nummer: 'ORD-0002', Besteld: '2026-03-06 19:00', Status: 'in afwachting van bevestiging', Soort: 'hier eten', Herkomst: 'website' });
    expect(rows[1]).toMatchObject({ Goederen: '47,55', 'Btw 9 %': '2,77', 'Btw 21 %': '2,42', 'Te betalen': '47,55', Betaald: '0,00', Munt: 'EUR' });
    expect(rows.at(-1)).toMatchObject({ Besteld: '2026-03-29 20:00' });
  });

  test('runs nothing: what looks like a formula is text', async () => {
    const rows = await csv();
    expect(rows.slice(0, 5).map(({ Naam }) => Naam)).toEqual(NAMES.map((name, index) => (index < 4 ? `'${name}` : name)));
    expect(rows[0]).toMatchObject({ Regels: '7 × =1+1', Telefoon: "'+31612345678" });
    const { bytes } = await file({ format: 'csv' });
    expect(bytes.toString('utf8').split(/\r\n/).flatMap((line) => line.split(';')).filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
  });

  test('in English has its own words, separators and points', async () => {
    const { bytes } = await file({ format: 'csv', language: 'en' });
    expect(bytes.toString('utf8').split('\r\n')[0]).toContain('Number,Placed,Due,Status');
    expect((await csv({ language: 'en' }))[1]).toMatchObject({ Service: 'eat in', 'To pay': '47.55' });
  });
});

describe('XLSX, read by another program', () => {
  test('has numbers that are numbers, moments that are dates, and Dutch headers', async () => {
    const rows = await xlsx();
    expect(rows).toHaveLength(NAMES.length + 1);
    expect(rows[1]).toMatchObject({ Nummer: 'ORD-0002', Soort: 'hier eten', Goederen: 47.55, 'Btw 9 %': 2.77, 'Btw 21 %': 2.42, 'Te betalen': TO_PAY / 100, Betaald: 0 });
    expect([rows[1], rows.at(-1)].map((row) => toTheMinute(row?.['Besteld']))).toEqual(['2026-03-06T19:00', '2026-03-29T20:00']);
  });

  test('keeps what looks like a formula as the text it is', async () => {
    const rows = await xlsx();
    expect(rows.slice(0, 5).map(({ Naam }) => Naam)).toEqual(NAMES);
    expect(rows[0]).toMatchObject({ Regels: '7 × =1+1', Telefoon: '+31612345678' });
  });

  test('has what was asked for and no more', async () => {
    expect(await file({ format: 'xlsx', service: 'eat-in' })).toMatchObject({ orders: 1, filename: expect.stringMatching(/^orders-\d{4}-\d\d-\d\d\.xlsx$/) });
    expect((await xlsx({ from: '2026-03-08T00:00:00Z' })).map((row) => row['Nummer'])).toEqual(['ORD-0004', 'ORD-0005', 'ORD-0006']);
  });
});

test('a shop that there is not has no empty export', async () => {
  const call = callAs(pizzeria.owner, exportOrders, { ...period, format: 'csv', shopId: 'none' }, { orgId: pizzeria.orgId });
  expect((await refusal(call)).code).toBe('not-found');
});
