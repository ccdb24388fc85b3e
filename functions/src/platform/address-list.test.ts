import { expect, test } from '@jest/globals';
import { isAddressRange, isAllowed } from './address-list.ts';

test.each([
  ['203.0.113.7', ['203.0.113.7'], true],
  ['203.0.113.8', ['203.0.113.7'], false],
  ['203.0.113.8', ['198.51.100.0/24', '203.0.113.8/29'], true],
  ['203.0.113.16', ['203.0.113.8/29'], false],
  ['::ffff:203.0.113.9', ['203.0.113.8/29'], true],
  ['::FFFF:203.0.113.9', ['203.0.113.8/29'], true],
  ['2001:db8::17', ['2001:db8::/32'], true],
  ['2001:db9::17', ['2001:db8::/32'], false],
  ['2001:0db8:0:0::17', ['2001:db8::17'], true],
  ['203.0.113.9', ['::/0'], false],
  ['203.0.113.9', ['0.0.0.0/0'], true],
  ['not an address', ['0.0.0.0/0'], false],
  [null, ['0.0.0.0/0'], false],
  [null, [], true],
])('%s against %j: %s', (address, ranges, allowed) => {
  expect(isAllowed(address, ranges)).toBe(allowed);
});

test.each(['203.0.113.7', '203.0.113.0/24', '2001:db8::/32', '::1', '0.0.0.0/0'])('%s is a range', (text) => {
  expect(isAddressRange(text)).toBe(true);
});

test.each(['', '203.0.113', '203.0.113.7/33', '203.0.113.7/', '203.0.113.7/-1', '203.0.113.7/8/8', '2001:db8::/129', 'fe80::1%eth0', 'example.org'])(
  '%j is no range',
  (text) => {
    expect(isAddressRange(text)).toBe(false);
  },
);
