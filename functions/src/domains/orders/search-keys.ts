import { stableId } from '../../platform/ids.ts';
import { type Contact } from './cart.ts';

/** Letters of a name's beginning that are kept. */
const PREFIX = 8;
const WORDS = 4;
/** The last digits of a telephone number tell whose it is, however it was written. */
const PHONE_DIGITS = 8;

/** By what an order is found: its number, the telephone number, the e-mail address, and the beginnings of the name. */
export function searchKeysOf(number: string, { name, email, phone }: Contact): string[] {
  const keys = [numberKey(number), ...digitsOf(number), ...(email === null ? [] : [email]), ...(phone === null ? [] : [phoneKey(phone)])];
  for (const word of wordsOf(name).slice(0, WORDS)) {
    const letters = [...word].slice(0, PREFIX);
    for (let length = 1; length <= letters.length; length += 1) keys.push(letters.slice(0, length).join(''));
  }
  return [...new Set(keys)];
}

/** What a person who types this looks for. */
function kindOf(plain: string): 'email' | 'phone' | 'number' | 'name' {
  if (plain.includes('@')) return 'email';
  if (/^[0-9]{8,15}$/.test(plain.replace(/[ ./()+-]/g, ''))) return 'phone';
  // No number of an order has a space in it; `Tafel 14` is somebody's name.
  return /[0-9]/.test(plain) && !/\s/.test(plain) ? 'number' : 'name';
}

/** What of a question the index is asked: the one key that every order that answers it has. */
export function searchKey(text: string): string | undefined {
  const plain = text.trim();
  switch (kindOf(plain)) {
    case 'email':
      return plain.toLowerCase();
    case 'phone':
      return phoneKey(plain);
    case 'number':
      return /^[0-9]+$/.test(plain) ? withoutZeros(plain) : numberKey(plain);
    case 'name': {
      const longest = wordsOf(plain).reduce((best, word) => (word.length > best.length ? word : best), '');
      return longest === '' ? undefined : [...longest].slice(0, PREFIX).join('');
    }
  }
}

/** Whether an order found by one key answers the whole question: of a name, every word counts. */
export function answersSearch({ customer }: { readonly customer: Contact }, text: string): boolean {
  if (kindOf(text.trim()) !== 'name') return true;
  const words = wordsOf(customer.name);
  return wordsOf(text).every((term) => words.some((word) => word.startsWith(term)));
}

/**
 * How a customer is known from one order to the next, one key for each way. Not the address itself, so that a list of
 * keys tells nobody who has ordered.
 */
export function contactKeysOf({ email, phone }: Pick<Contact, 'email' | 'phone'>, uid: string | null): string[] {
  return [
    ...(email === null ? [] : [stableId('contact', 'email', email)]),
    ...(phone === null ? [] : [stableId('contact', 'phone', phoneKey(phone))]),
    ...(uid === null ? [] : [stableId('contact', 'uid', uid)]),
  ];
}

function numberKey(number: string): string {
  return `#${number.toLowerCase().replace(/^#/, '')}`;
}

/** `ORD-0047` is also found by 47. */
function digitsOf(number: string): string[] {
  const last = number.match(/[0-9]+/g)?.at(-1);
  return last === undefined ? [] : [withoutZeros(last)];
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=.)/, '');
}

function phoneKey(phone: string): string {
  return phone.replace(/[^0-9]/g, '').slice(-PHONE_DIGITS);
}

function wordsOf(text: string): string[] {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
