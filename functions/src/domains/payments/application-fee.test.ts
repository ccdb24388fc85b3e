import { expect, test } from '@jest/globals';
import { feeOf } from './application-fee.ts';

test.each([
  ['', 0],
  ['150', 150],
  [' 150 , org-b:0 ', 150],
  ['150,org-a:90,org-b:0', 90],
  ['org-a:10000', 10_000],
])('terms "%s" mean %d for org-a', (list, bp) => expect(feeOf('org-a', list)).toBe(bp));

test.each(['10001', '-5', '1,5%', 'org-a:', 'org a:5', '1e2'])('terms "%s" are refused', (list) => {
  expect(() => feeOf('org-a', list)).toThrow(expect.objectContaining({ code: 'not-configured' }));
});
