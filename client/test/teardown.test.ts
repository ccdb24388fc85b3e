import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { signOut } from 'firebase/auth';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import { AbortedError, type ToonbankError } from '../src/index.ts';
import { TestDevice } from './device.ts';
import { organisation } from './samples.ts';

const stack = useStack();
const said: unknown[][] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void said.push(words));
});
afterEach(() => void jest.restoreAllMocks());

/** Somebody who listens to much, and gave no listener an `error`. */
async function listening(options: ConstructorParameters<typeof TestDevice>[1] = {}) {
  const person = await new TestDevice(stack(), options).signUp();
  const { id } = await person.toonbank.accounts.createOrganisation(organisation);
  const toonbank = person.toonbank.with({ organisationId: id });
  const heard = new Set<string>();
  for (const name of ['customers', 'orders', 'menu'] as const) toonbank[name].watch({}, (_, { fromCache }) => fromCache || heard.add(name));
  toonbank.organisation.watch(() => heard.add('organisation'));
  toonbank.profile.watch(() => heard.add('profile'));
  await until('all of it', () => heard.size === 5);
  return { person, toonbank };
}

test('signing out and taking the app down leaves the console alone', async () => {
  const { person } = await listening();
  await signOut(person.auth);
  await person.leave();
  expect(said).toEqual([]);
});

test('so does taking it down while it listens, or while a refusal is being explained', async () => {
  const { person, toonbank } = await listening();
  await person.leave();
  const outsider = await new TestDevice(stack()).signUp();
  for (const name of ['customers', 'orders', 'invoices'] as const) outsider.toonbank.with({ organisationId: toonbank.organisationId })[name].watch({}, () => {});
  await outsider.leave();
  expect(said).toEqual([]);
});

test('a client may have one place for all that its listeners have none for', async () => {
  const errors: ToonbankError[] = [];
  const { person, toonbank } = await listening({ onListenerError: (error) => errors.push(error) });
  const own: ToonbankError[] = [];
  toonbank.invoices.watch({}, () => {}, (error) => own.push(error));
  await signOut(person.auth);
  await until('what needs a person', () => errors.length === 4 && own.length === 1);
  expect(new Set(errors.map(({ data }) => data['reason']))).toEqual(new Set(['signed-out']));
  await person.leave();
  expect(errors.slice(4).every((error) => error instanceof AbortedError)).toBe(true);
  expect(said).toEqual([]);
});
