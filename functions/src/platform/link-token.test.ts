import { beforeAll, expect, test } from '@jest/globals';
import { signLink, verifyLink } from './link-token.ts';

beforeAll(() => {
  process.env['LINK_KEY'] = 'a key for this test only';
});

const expiresAt = new Date('2026-05-01T00:00:00Z');
const claims = { link: 'quote', orgId: 'mill', documentId: 'q17', expiresAt } as const;
const before = new Date('2026-04-30T23:59:59Z');
const code = (work: () => unknown) => {
  try {
    work();
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
  return 'accepted';
};

test('a link opens what it was signed for, until it expires', () => {
  expect(verifyLink('quote', signLink(claims), before)).toEqual(claims);
  expect(code(() => verifyLink('quote', signLink(claims), expiresAt))).toBe('expired');
  expect(code(() => verifyLink('invoice', signLink(claims), before))).toBe('not-found');
});

test('changing any character of a link makes it worthless', () => {
  const token = signLink(claims);
  for (let index = 0; index < token.length; index += 1) {
    // Both the used and the unused bits of the last base64 character.
    for (const other of ['A', 'B', 'C', 'D', 'Q'].filter((character) => character !== token[index])) {
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect([index, other, code(() => verifyLink('quote', changed, before))]).toEqual([index, other, 'not-found']);
    }
  }
  for (const junk of ['', '.', 'a.b.c', token.slice(0, -4), `${token}.x`]) expect(code(() => verifyLink('quote', junk, before))).toBe('not-found');
});

test('a link made with another key does not open anything', () => {
  const token = signLink(claims);
  process.env['LINK_KEY'] = 'another key';
  expect(code(() => verifyLink('quote', token, before))).toBe('not-found');
  process.env['LINK_KEY'] = 'a key for this test only';
});
