import { expect, test } from '@jest/globals';
import { Address } from './address.ts';

const dutch = { street: 'Kruisstraat 17', postalCode: '3581gk', city: 'Utrecht', country: 'NL' };

test('a Dutch postal code gets its usual form', () => {
  expect(Address.parse(dutch)).toEqual({ ...dutch, postalCode: '3581 GK' });
});

test.each(['', '0581 GK', '3581', '3581 G1', '35811 GK'])('the Dutch postal code %j is refused by its path', (postalCode) => {
  expect(Address.safeParse({ ...dutch, postalCode }).error?.issues[0]?.path).toEqual(['postalCode']);
});

test('elsewhere a postal code has any form, or none', () => {
  expect(Address.parse({ ...dutch, country: 'BE', postalCode: '9000' }).postalCode).toBe('9000');
  expect(Address.parse({ ...dutch, country: 'AE', postalCode: '' }).postalCode).toBe('');
});

test('a field that an address does not have is refused', () => {
  expect(Address.safeParse({ ...dutch, zip: '1' }).success).toBe(false);
});
