import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StrictMode, useState, type ReactNode } from 'react';
import { place } from './dom.ts';
import type { HTMLElement } from 'happy-dom';
import { createRoot } from 'react-dom/client';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import type { Toonbank } from '../src/index.ts';
import { ToonbankProvider, useAction, useLive } from '../src/react/index.ts';
import { TestDevice } from './device.ts';
import { customer, organisation } from './samples.ts';

const stack = useStack();
let owner: TestDevice;
let toonbank: Toonbank;
beforeAll(async () => {
  owner = await new TestDevice(stack()).signUp();
  const { id } = await owner.toonbank.accounts.createOrganisation(organisation);
  toonbank = owner.toonbank.with({ organisationId: id });
}, 60_000);
afterAll(() => owner.leave());

/** A screen as an app has them: a list, a form and its errors. */
function Customers(): ReactNode {
  const [email, setEmail] = useState('geen adres');
  const { data, status } = useLive('customers', { sort: 'name' });
  const create = useAction('customers', 'create');
  const add = (): void => void create.run({ ...customer, email });
  return (
    <section>
      <p className={status}>{data?.map(({ name }) => name).join(', ')}</p>
      <button disabled={create.pending} onClick={add}>Add</button>
      {create.error?.issuesAt('email').map(({ code }) => <em key={code}>{create.error?.message}</em>)}
      <output>{email}</output>
      <button className="correct" onClick={() => setEmail('fenna@goudenaar.example')}>Correct</button>
    </section>
  );
}

test('a screen shows what it was told is wrong, then what was made, pressed as often as one likes', async () => {
  const main = place();
  const root = createRoot(main);
  root.render(
    <StrictMode>
      <ToonbankProvider client={toonbank.with({ language: 'nl' })}>
        <Customers />
      </ToonbankProvider>
    </StrictMode>,
  );
  const at = (selector: string): HTMLElement | undefined => (main.querySelector(selector) as HTMLElement | null) ?? undefined;
  await until('the list', () => at('p.live') !== undefined);
  expect(at('p')?.textContent).toBe('');
  at('button')?.click();
  await until('the error', () => at('em') !== undefined);
  expect(at('em')?.textContent).toBe('Controleer: email.');
  at('.correct')?.click();
  await until('the address', () => at('output')?.textContent === 'fenna@goudenaar.example');
  at('button')?.click();
  at('button')?.click();
  await until('the customer', () => at('p')?.textContent === customer.name);
  await until('the end of the wait', () => !at('button')?.hasAttribute('disabled'));
  expect(at('em')).toBeUndefined();
  expect((await toonbank.customers.list()).data.map(({ name }) => name)).toEqual([customer.name]);
  root.unmount();
  expect(main.innerHTML).toBe('');
});
