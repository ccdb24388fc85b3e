import type { Guest, Visit } from '../counter.ts';
import type { Meals } from './menu.ts';

const NOOR: Guest = { name: 'Noor Bakhuizen', email: 'noor@bakhuizen.example', phone: '0667812345' };
const ELLIOT: Guest = { name: 'Elliot Farnham', email: 'elliot@farnham.example', phone: '0678123456', language: 'en' };
const GREETJE: Guest = { name: 'Greetje van Dorp', email: 'greetje@vandorp.example', phone: '0681234567' };

const home = (street: string) => ({ street, postalCode: '3521 VB', city: 'Utrecht', country: 'NL' });
const box = (productId: string, quantity: number, [monday, tuesday, wednesday]: readonly [string, string, string]) => ({
  productId,
  quantity,
  parts: [{ partId: 'monday', productId: monday }, { partId: 'tuesday', productId: tuesday }, { partId: 'wednesday', productId: wednesday }],
});

/** A week of orders, each for a time of its own. @param slots times to choose from */
export function firstWeek({ dal, stew, salmon, porridge, box: boxId }: Meals, slots: readonly string[]): Visit[] {
  const slot = (place: number) => ({ slot: slots[place] ?? '' });
  return [
    { guest: NOOR, service: 'deliver', payment: 'online', address: home('Lantaarnhof 62'), ...slot(3), lines: [box(boxId, 2, [dal, salmon, stew]), { productId: porridge, quantity: 4, options: [{ optionId: 'seeds' }] }], until: 'delivered' },
    { guest: ELLIOT, service: 'collect', payment: 'online', method: 'card', ...slot(7), lines: [{ productId: stew, quantity: 3 }, { productId: dal, quantity: 2 }], until: 'completed' },
    { guest: GREETJE, service: 'deliver', payment: 'online', address: home('Zonnewijzer 9'), ...slot(7), lines: [{ productId: salmon, quantity: 2 }, { productId: porridge, quantity: 3 }], note: 'Graag bij de buren op 11 als ik er niet ben', until: 'delivered' },
  ];
}

/** Orders that are still to be cooked or brought. */
export function comingDays({ dal, stew, salmon, porridge, box: boxId }: Meals, slots: readonly string[]): Visit[] {
  const slot = (place: number) => ({ slot: slots[place] ?? '' });
  return [
    { guest: GREETJE, service: 'collect', payment: 'online', ...slot(1), lines: [{ productId: dal, quantity: 4 }], until: 'ready' },
    { guest: NOOR, service: 'deliver', payment: 'online', address: home('Lantaarnhof 62'), ...slot(5), lines: [box(boxId, 3, [stew, dal, dal])], tip: 215, until: 'preparing' },
    { guest: ELLIOT, service: 'deliver', payment: 'online', method: 'card', address: home('Perronlaan 185'), ...slot(9), lines: [box(boxId, 2, [salmon, stew, dal]), { productId: porridge, quantity: 5, options: [{ optionId: 'walnuts' }] }], until: 'accepted' },
  ];
}
