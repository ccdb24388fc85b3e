import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../bootstrap/root.mjs';
import type { Stack } from '../stack/connect.ts';
import { Person } from '../story/person.ts';

/** What `npm start` begins with, in the official export format. */
export const EMULATOR_DATA = join(ROOT, 'emulator-data');

/** The password of every account in emulator-data; its fake hash says it in clear. */
export const PASSWORD = 'toonbank-2026';

/** The accounts by first name, as in emulator-data/auth_export/accounts.json, which is written by hand. */
export const CAST = {
  anna: { email: 'anna@wolkenoven.example', name: 'Anna de Graaf', language: 'nl' },
  bram: { email: 'bram@visser-cijfers.example', name: 'Bram Visser', language: 'nl' },
  chantal: { email: 'chantal@kleinelepel.example', name: 'Chantal Boersma', language: 'en' },
  dirk: { email: 'dirk@klant.example', name: 'Dirk Hofstra', language: 'nl' },
  elif: { email: 'elif@wolkenoven.example', name: 'Elif Yıldız', language: 'nl' },
  femke: { email: 'femke@wolkenoven.example', name: 'Femke Postma', language: 'nl' },
  gijs: { email: 'gijs@wolkenoven.example', name: 'Gijs Terpstra', language: 'nl' },
  henk: { email: 'henk@lindebouw.example', name: 'Henk van der Linde', language: 'nl' },
  iris: { email: 'iris@lindebouw.example', name: 'Iris Nolan', language: 'en' },
} as const;

export type Name = keyof typeof CAST;
export type Cast = Readonly<Record<Name, Person>>;

/** Signs everybody in, each with a browser of their own. */
export async function signedInCast(stack: Stack): Promise<Cast> {
  const people = Object.entries(CAST).map(([name, { email }]) => [name, new Person(stack, email)] as const);
  await Promise.all(people.map(([, person]) => person.signIn(PASSWORD)));
  return Object.fromEntries(people) as Record<Name, Person>;
}

/** @throws Error when the hand-written accounts and this file do not name the same people */
export async function assertAccounts(): Promise<void> {
  const text = await readFile(join(EMULATOR_DATA, 'auth_export/accounts.json'), 'utf8');
  const written = (JSON.parse(text) as { users: { email: string }[] }).users.map(({ email }) => email).sort();
  const known = Object.values(CAST).map(({ email }) => email as string).sort();
  if (JSON.stringify(written) !== JSON.stringify(known)) throw new Error(`accounts.json has ${written.join(', ')}, cast.ts has ${known.join(', ')}`);
}
