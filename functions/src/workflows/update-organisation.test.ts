import { beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { updateOrganisation } from './update-organisation.ts';
import { anOrganisation, type BuiltOrganisation } from '../../test/builders/organisation.ts';
import { aShop } from '../../test/builders/shop.ts';
import { callAs } from '../../test/support/call.ts';
import { documentsOf } from '../../test/support/stripe.ts';

useStack({ functions: false });

let ours: BuiltOrganisation;
beforeAll(async () => {
  ours = await anOrganisation();
  await aShop(ours, { name: 'Oudegracht' });
  await aShop(ours, { name: 'Biltstraat' });
});

const shops = async () => (await documentsOf(ours, 'shops')) as unknown as { name: string; timeZone: string; currency: string; version: number }[];
const update = (fields: object) => callAs(ours.owner, updateOrganisation, fields, { orgId: ours.orgId });

test('its shops show another time zone at once, and are left alone by what does not concern them', async () => {
  await update({ phone: '+31302345678' });
  expect((await shops()).map(({ version }) => version)).toEqual([1, 1]);
  await update({ timeZone: 'Atlantic/Azores' });
  for (const shop of await shops()) expect(shop).toMatchObject({ timeZone: 'Atlantic/Azores', currency: 'EUR', version: 2 });
});

test('a refused change leaves organisation and shops as they were', async () => {
  const before = await shops();
  await expect(update({ timeZone: 'Atlantic/Canary', numbering: { invoice: '{year}', creditNote: 'CN{seq}', quote: 'Q{seq}', order: 'O{seq}' } })).rejects.toMatchObject({ code: 'invalid-input' });
  expect(await shops()).toEqual(before);
});
