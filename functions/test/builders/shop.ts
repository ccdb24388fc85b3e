import { createCategory } from '../../src/domains/catalogue/actions/create-category.ts';
import { createProduct } from '../../src/domains/catalogue/actions/create-product.ts';
import { createShop } from '../../src/domains/catalogue/actions/create-shop.ts';
import { type Category, type Product, type Shop } from '../../src/domains/catalogue/api.ts';
import { createItem } from '../../src/domains/stock/actions/create-item.ts';
import { receive } from '../../src/domains/stock/actions/receive.ts';
import { type StockLevel } from '../../src/domains/stock/api.ts';
import { type Clock } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { callAs } from '../support/call.ts';
import { type Stored } from '../support/stored.ts';
import { anOrganisation, type BuiltOrganisation } from './organisation.ts';

export type Of = Pick<BuiltOrganisation, 'orgId' | 'owner'> & { readonly clock?: Clock };

const options = ({ orgId, clock }: Of) => ({ orgId, ...(clock === undefined ? {} : { clock }) });

/** Open day and night, so that no test depends on the hour at which it runs. */
export const ALWAYS = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '00:00' }];

const service = { enabled: true, leadMinutes: 20, fee: 0, freeFrom: null, minimum: 0 };

/** What `catalogue/create-shop` needs: all three service forms, delivery for EUR 3.45, free from EUR 42.50. */
export function shopInput(fields: object = {}): object {
  return {
    name: 'Pizzeria Vesuvio',
    hours: ALWAYS,
    services: {
      'eat-in': service,
      collect: service,
      deliver: { ...service, leadMinutes: 45, fee: 345, freeFrom: 4250, minimum: 1275 },
    },
    payments: ['online', 'counter', 'door'],
    ...fields,
  };
}

export function aShop(of: Of, fields: object = {}): Promise<Stored<Shop>> {
  return callAs(of.owner, createShop, shopInput(fields), options(of));
}

export function aCategory(of: Of, fields: object = {}): Promise<Stored<Category>> {
  return callAs(of.owner, createCategory, { name: 'Pizza', ...fields }, options(of));
}

/** A published product of EUR 11.35 unless told. */
export async function aProduct(of: Of, fields: object = {}): Promise<Stored<Product>> {
  const categoryId = 'categoryId' in fields ? fields.categoryId : (await aCategory(of)).id;
  return callAs(of.owner, createProduct, { name: 'Margherita', price: 1135, published: true, ...fields, categoryId }, options(of));
}

/** An ingredient in the stock of a shop, with so many of its unit there. */
export async function anItem(of: Of, shopId: string, fields: object = {}, onHand = 0): Promise<Stored<StockLevel>> {
  const item = await callAs<Stored<StockLevel>>(of.owner, createItem, { shopId, name: 'Mozzarella', unit: 'g', ...fields }, options(of));
  if (onHand > 0) await received(of, shopId, item.key, onHand, item.unit);
  return item;
}

/** Goods that come in. */
export function received(of: Of, shopId: string, key: string, quantity: number, unit = 'piece'): Promise<unknown> {
  return callAs(of.owner, receive, { shopId, lines: [{ key, quantity: String(quantity), unit }] }, options(of));
}

/** Sizes and toppings as a pizzeria has them; ids are fixed, since they are only unique within their product. */
export const PIZZA_OPTIONS = [
  {
    id: 'size',
    name: 'Formaat',
    required: true,
    min: 1,
    max: 1,
    options: [
      { id: 'medium', name: 'Medium', price: 0, preselected: true },
      { id: 'large', name: 'Groot', price: 275 },
    ],
  },
  {
    id: 'toppings',
    name: 'Extra',
    min: 0,
    max: 4,
    options: [
      { id: 'cheese', name: 'Extra kaas', price: 135, max: 2 },
      { id: 'olives', name: 'Olijven', price: 95 },
    ],
  },
];

export interface Pizzeria extends BuiltOrganisation {
  readonly shop: Stored<Shop>;
  readonly pizza: Stored<Product>;
  readonly beer: Stored<Product>;
  readonly clock?: Clock;
}

/** An organisation with one shop, a pizza with sizes and toppings, and a beer at the standard rate. */
export async function aPizzeria(wanted: { shop?: object; members?: Readonly<Record<string, string>>; clock?: Clock; settings?: object } = {}): Promise<Pizzeria> {
  const clock = wanted.clock === undefined ? {} : { clock: wanted.clock };
  const members = wanted.members === undefined ? {} : { members: wanted.members };
  const built = await anOrganisation({ ...clock, ...members, owner: `owner-${newId()}`, settings: { name: 'Vesuvio B.V.', email: 'vesuvio@example.test', ...wanted.settings } });
  return { ...built, ...clock, ...(await aPizzeriaIn({ ...built, ...clock }, wanted.shop)) };
}

/** The shop, the pizza and the beer, in an organisation that there is. */
export async function aPizzeriaIn(of: Of, fields: object = {}): Promise<Pick<Pizzeria, 'shop' | 'pizza' | 'beer'>> {
  const shop = await aShop(of, fields);
  const pizza = await aProduct(of, { name: 'Margherita', price: 1135, optionGroups: PIZZA_OPTIONS });
  const beer = await aProduct(of, { name: 'Birra Moretti', price: 465, vat: { eatIn: 'standard', takeAway: 'standard' }, categoryId: pizza.categoryId });
  return { shop, pizza, beer };
}
