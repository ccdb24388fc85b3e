import { afterEach, expect, test } from '@jest/globals';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import { type Invoice } from '../src/index.ts';
import { TestDevice } from './device.ts';
import { customer, lines, organisation } from './samples.ts';

const stack = useStack();
const devices: TestDevice[] = [];
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.leave()));
});

function device(): TestDevice {
  const one = new TestDevice(stack());
  devices.push(one);
  return one;
}

test('somebody signs up, founds a business, invoices a customer and sees it happen', async () => {
  const { toonbank: mine } = await device().signUp();
  await mine.accounts.signUpProfile({ name: 'Jan van Dijk', language: 'nl' });
  const { id: organisationId, createdAt } = await mine.accounts.createOrganisation(organisation);
  expect(createdAt).toBeInstanceOf(Date);
  const toonbank = mine.with({ organisationId });

  const seen: string[] = [];
  const latest: { invoice?: Invoice } = {};
  const stop = toonbank.invoices.watch({ status: ['draft', 'open'] }, ([invoice]) => {
    if (invoice === undefined) return;
    if (seen.at(-1) !== invoice.status) seen.push(invoice.status);
    latest.invoice = invoice;
  });

  const { id: customerId } = await toonbank.customers.create(customer);
  const draft = await toonbank.invoices.create({ customerId, lines });
  await until('the draft to be seen', () => seen.includes('draft'));
  const invoice = await toonbank.invoices.finalize({ invoiceId: draft.id });
  expect(invoice.number).toMatch(/^\d{4}-0001$/);
  await until('the open invoice to be seen', () => seen.includes('open'));
  expect(seen).toEqual(['draft', 'open']);
  // What is heard is what was answered, moments and all.
  expect(latest.invoice).toMatchObject({ id: invoice.id, number: invoice.number, totals: invoice.totals, updatedAt: expect.any(Date) });
  stop();

  const page = await toonbank.invoices.list({ status: 'open', fields: ['number', 'dueDate'] });
  expect(page.data).toEqual([{ id: invoice.id, number: invoice.number, dueDate: invoice.dueDate }]);
});

test('the person, the organisation and its members can be listened to', async () => {
  const owner = await device().signUp();
  await owner.toonbank.accounts.signUpProfile({ name: 'Jan van Dijk', language: 'nl' });
  const { id } = await owner.toonbank.accounts.createOrganisation(organisation);
  const heard: Record<string, unknown> = {};
  const toonbank = owner.toonbank.with({ organisationId: id });
  const stops = [
    toonbank.profile.watch((profile) => (heard['profile'] = profile?.name)),
    toonbank.organisation.watch((found) => (heard['organisation'] = found?.name)),
    toonbank.memberships.watch({}, (cards) => (heard['memberships'] = cards.map((card) => card.id))),
    toonbank.members.watch({ status: 'active' }, (members) => (heard['members'] = members.map(({ role }) => role))),
    toonbank.members.watchOne(owner.uid, (member) => (heard['me'] = member?.permissions)),
  ];
  await until('all of it', () => Object.keys(heard).length === 5);
  expect(heard).toEqual({ profile: 'Jan van Dijk', organisation: organisation.name, memberships: [id], members: ['owner'], me: ['*'] });
  for (const stop of stops) stop();
});
