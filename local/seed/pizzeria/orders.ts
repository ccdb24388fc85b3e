import type { Guest, Visit } from '../counter.ts';
import type { Menu } from './menu.ts';

const FENNA: Guest = { name: 'Fenna Özdemir', email: 'fenna@goudenaar.example', phone: '0612345678' };
const OLIVER: Guest = { name: 'Oliver Ashdown-Reed', email: 'oliver@reed.example', phone: '0623456781', language: 'en' };
const SANNE: Guest = { name: 'Sanne Kuipers', email: 'sanne@kuipers.example', phone: '0634567812' };
const JORIS: Guest = { name: 'Joris Wiersma', email: null, phone: '0645678123' };
const MAEVE: Guest = { name: 'Maeve Callaghan', email: 'maeve@callaghan.example', phone: '0656781234', language: 'en' };

const home = (street: string) => ({ street, postalCode: '3512 LN', city: 'Utrecht', country: 'NL' });
const size = (optionId: 'medium' | 'large') => [{ optionId }];

/** Two weeks ago: all is paid online, and one evening the oven fails. */
export function firstEvening({ margherita, funghi, salami, tiramisu, beer }: Menu): Visit[] {
  return [
    { guest: FENNA, service: 'deliver', payment: 'online', address: home('Nevelsteeg 27'), lines: [{ productId: margherita, quantity: 3, options: [{ optionId: 'large' }, { optionId: 'cheese', quantity: 2 }] }, { productId: beer, quantity: 5 }], tip: 235, until: 'delivered' },
    { guest: OLIVER, service: 'collect', payment: 'online', method: 'card', lines: [{ productId: salami, quantity: 2, options: size('medium') }, { productId: tiramisu, quantity: 2 }], until: 'completed', source: 'app' },
    { guest: SANNE, service: 'deliver', payment: 'online', address: home('Cirruslaan 113'), lines: [{ productId: funghi, quantity: 4, options: size('large') }], until: 'refunded', method: 'bancontact' },
  ];
}

/** An evening with the till: cash, cards, a table, money from the door, and somebody who calls it off. */
export function tillEvening({ margherita, funghi, salami, formaggi, tiramisu, lemonade, beer }: Menu): Visit[] {
  return [
    { guest: JORIS, service: 'eat-in', payment: 'counter', table: '7', source: 'counter', lines: [{ productId: formaggi, quantity: 2, options: size('medium') }, { productId: beer, quantity: 3 }, { productId: tiramisu, quantity: 2 }], counter: { tendered: 6_000 }, until: 'completed' },
    { guest: MAEVE, service: 'collect', payment: 'counter', lines: [{ productId: margherita, quantity: 2, options: [{ optionId: 'large' }, { optionId: 'olives' }] }, { productId: lemonade, quantity: 3 }], counter: { slip: 'T4-008213' }, codes: ['WOLK12'], until: 'completed' },
    { guest: SANNE, service: 'deliver', payment: 'door', address: home('Cirruslaan 113'), lines: [{ productId: salami, quantity: 3, options: size('medium') }, { productId: funghi, quantity: 2, options: [{ optionId: 'medium' }, { optionId: 'mushrooms' }] }], counter: { tendered: 8_500 }, note: 'Achterom, hond is lief', until: 'delivered' },
    { guest: OLIVER, service: 'collect', payment: 'counter', source: 'phone', lines: [{ productId: funghi, quantity: 3, options: size('medium') }], until: 'cancelled' },
  ];
}

/** Yesterday evening: one order in every state that is not the end. */
export function lastEvening({ margherita, funghi, salami, formaggi, tiramisu, lemonade, beer }: Menu): Visit[] {
  return [
    { guest: FENNA, service: 'deliver', payment: 'online', address: home('Nevelsteeg 27'), lines: [{ productId: margherita, quantity: 2, options: size('large') }, { productId: tiramisu, quantity: 3 }], codes: ['WOLK12'], until: 'delivered' },
    { guest: MAEVE, service: 'eat-in', payment: 'counter', table: '3', source: 'counter', lines: [{ productId: salami, quantity: 2, options: size('medium') }, { productId: lemonade, quantity: 4 }], counter: { slip: 'T4-008377' }, until: 'completed' },
    { guest: SANNE, service: 'deliver', payment: 'online', address: home('Cirruslaan 113'), lines: [{ productId: formaggi, quantity: 2, options: size('large') }, { productId: beer, quantity: 6 }], tip: 175, until: 'out-for-delivery' },
    { guest: OLIVER, service: 'collect', payment: 'counter', lines: [{ productId: salami, quantity: 3, options: [{ optionId: 'medium' }, { optionId: 'cheese' }] }], until: 'ready' },
    { guest: JORIS, service: 'deliver', payment: 'door', address: home('Mistralplein 48'), lines: [{ productId: margherita, quantity: 5, options: size('medium') }], note: 'Bel doet het niet', source: 'phone', until: 'preparing' },
    { guest: MAEVE, service: 'collect', payment: 'online', method: 'card', lines: [{ productId: funghi, quantity: 2, options: [{ optionId: 'large' }, { optionId: 'olives' }] }], until: 'accepted' },
    { guest: FENNA, service: 'collect', payment: 'online', lines: [{ productId: formaggi, quantity: 3, options: size('medium') }, { productId: lemonade, quantity: 2 }], until: 'paid' },
    { guest: JORIS, service: 'collect', payment: 'counter', lines: [{ productId: salami, quantity: 2, options: size('large') }], until: 'pending' },
  ];
}
