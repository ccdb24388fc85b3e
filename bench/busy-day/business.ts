import { orderBy } from 'firebase/firestore';
import type { OwnStack } from '../../local/stack/index.ts';
import { call, signUp } from '../callable.ts';
import { openOrders, openScreen, tickets, type Screen, type View } from '../screen.ts';
import { openShop, type Act, type OpenShop } from '../shop.ts';

const SHOPS = 4;
const PRODUCTS = 6;
const CUSTOMERS = 40;
const OPENED_AT_ONCE = 5;

/** A shop with the screen by which its counter works. */
export interface Counter extends OpenShop {
  readonly board: Screen;
}

/** One business with four shops, its regular customers, and all that listens in it. */
export interface Business {
  readonly orgId: string;
  readonly token: string;
  readonly counters: readonly Counter[];
  /** The screen of the office that shows what was invoiced last. */
  readonly office: Screen;
  readonly customers: readonly string[];
  close(): Promise<void>;
}

/** @param listening how many screens of staff, all shops and the office together */
export async function openBusiness(stack: OwnStack, listening: number): Promise<Business> {
  const token = await signUp(stack, 'owner@example.test');
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const founding = { name: 'Molen B.V.', email: 'post@example.test', address, vatNumber: 'NL004495445B01', iban: 'NL91ABNA0417164300', kvkNumber: '27312345' };
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', founding);
  const act: Act = (name, input) => call(stack, token, name, { orgId, ...input });
  const customers: string[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) {
    customers.push((await act<{ id: string }>('customers/create', { kind: 'business', name: `Drukkerij Ros ${index + 1}`, email: `ros${index + 1}@example.test`, address })).id);
  }
  const shops: OpenShop[] = [];
  for (let index = 0; index < SHOPS; index += 1) shops.push(await openShop(act, PRODUCTS));
  const views = Array.from({ length: Math.max(listening, shops.length + 1) }, (_, index) => viewOf(index, shops));
  const screens: Screen[] = [];
  for (let from = 0; from < views.length; from += OPENED_AT_ONCE) {
    screens.push(...(await Promise.all(views.slice(from, from + OPENED_AT_ONCE).map((view) => openScreen(stack, token, orgId, view)))));
  }
  return {
    orgId,
    token,
    customers,
    counters: shops.map((shop, index) => ({ ...shop, board: screenAt(screens, index) })),
    office: screenAt(screens, shops.length),
    close: async () => void (await Promise.all(screens.map((screen) => screen.close()))),
  };
}

/** First the counter of each shop, then one in the office; all others in turn: counters, kitchens, the office. */
function viewOf(index: number, shops: readonly OpenShop[]): View {
  const { shopId } = shops[index % shops.length] as OpenShop;
  const newestInvoices: View = { collection: 'invoices', constraints: [orderBy('createdAt', 'desc')] };
  if (index < shops.length) return openOrders(shopId);
  if (index === shops.length) return newestInvoices;
  const turn = Math.floor(index / shops.length) % 5;
  if (turn === 0) return index % 2 === 0 ? newestInvoices : { collection: 'payments', constraints: [orderBy('paidAt', 'desc')] };
  return turn < 3 ? tickets(shopId) : openOrders(shopId);
}

function screenAt(screens: readonly Screen[], index: number): Screen {
  const screen = screens[index];
  if (screen === undefined) throw new Error(`There is no screen ${index}.`);
  return screen;
}
