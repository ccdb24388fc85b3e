import type { OwnStack } from '../../local/stack/index.ts';
import { call, signUp } from '../callable.ts';
import { newest, openOrders, openScreen, tickets, type Screen, type View } from '../screen.ts';
import { openShop, type Act, type OpenShop } from '../shop.ts';

const PRODUCTS = 6;
const CUSTOMERS = 12;
/** Pizzerias, mostly, and who else has a busy Friday. */
const STREETS = ['Kade', 'Lijnmarkt', 'Vismarkt', 'Oudegracht', 'Neude', 'Mariaplaats', 'Donkerstraat', 'Steenweg', 'Voorstraat', 'Wittevrouwen'];

/** One business with its shop, its regular customers, and what listens in it. */
export interface Business {
  readonly orgId: string;
  readonly token: string;
  readonly shop: OpenShop;
  /** The screen of the counter, by which its staff works. */
  readonly counter: Screen;
  /** The screen of the office that shows what was invoiced last. */
  readonly office: Screen;
  readonly customers: readonly string[];
  close(): Promise<void>;
}

/** @param which gives it its name @param listening how many screens of staff it has */
export async function openBusiness(stack: OwnStack, which: number, listening: number): Promise<Business> {
  const street = STREETS[which % STREETS.length] ?? '';
  const token = await signUp(stack, `owner-${which}@example.test`);
  const address = { street: `${street} 3`, postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const founding = { name: `Molen aan de ${street} B.V.`, email: 'post@example.test', address, vatNumber: 'NL004495445B01', iban: 'NL91ABNA0417164300', kvkNumber: '27312345' };
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', founding);
  const act: Act = (name, input) => call(stack, token, name, { orgId, ...input });
  const customers: string[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) {
    customers.push((await act<{ id: string }>('customers/create', { kind: 'business', name: `Drukkerij Ros ${index + 1}`, email: `ros${index + 1}@example.test`, address })).id);
  }
  const shop = await openShop(act, PRODUCTS);
  const screens = await Promise.all(Array.from({ length: Math.max(2, listening) }, (_, index) => openScreen(stack, token, orgId, viewOf(index, shop.shopId))));
  return {
    orgId,
    token,
    shop,
    customers,
    counter: screenAt(screens, 0),
    office: screenAt(screens, 1),
    close: async () => void (await Promise.all(screens.map((screen) => screen.close()))),
  };
}

/** The counter, the office, the kitchen, who looks after the money, and another counter. */
function viewOf(index: number, shopId: string): View {
  const views: readonly View[] = [
    openOrders(shopId),
    newest('invoices', 'createdAt'),
    tickets(shopId),
    newest('payments', 'paidAt'),
  ];
  return views[index % views.length] ?? openOrders(shopId);
}

function screenAt(screens: readonly Screen[], index: number): Screen {
  const screen = screens[index];
  if (screen === undefined) throw new Error(`There is no screen ${index}.`);
  return screen;
}
