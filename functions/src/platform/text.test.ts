import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CountryCode, Language, email, longText, phone, shortText } from './text.ts';

const issueOf = (result: { error?: { issues: readonly { message: string }[] } | undefined }) => result.error?.issues[0]?.message;

describe('one line', () => {
  const Name = shortText(12);

  test('is trimmed and composed', () => {
    expect(Name.parse('  Zoe\u0308 & co ')).toBe('Zo\u00eb & co');
  });

  test('is counted after trimming', () => {
    expect(Name.parse(`   ${'x'.repeat(12)}   `)).toHaveLength(12);
    expect(issueOf(Name.safeParse('x'.repeat(13)))).toBe('must have at most 12 characters');
    expect(issueOf(Name.safeParse('   '))).toBe('must not be empty');
  });

  test.each(['a\nb', 'a\tb', 'a\u0000b', 'a\u007fb', 'a\u0085b', 'a\u2028b'])('refuses the control in %j', (text) => {
    expect(issueOf(Name.safeParse(text))).toBe('must not contain control characters');
  });

  test.each(['\u202e', '\u202a', '\u2066', '\u2069'])('refuses the bidi override %j', (mark) => {
    expect(issueOf(Name.safeParse(`a${mark}b`))).toBe('must not contain characters that change the direction of text');
  });

  test('refuses half a surrogate pair and text nobody can see', () => {
    expect(issueOf(Name.safeParse('a\ud83d'))).toBe('is not valid Unicode');
    expect(issueOf(Name.safeParse('\u200b\u200d'))).toBe('must contain something visible');
  });

  test.each(['\u05e9\u05dc\u05d5\u05dd', '\u5f20\u4f1f', 'Zoë 🍋', '§'])('takes %s', (text) => {
    expect(Name.parse(text)).toBe(text);
  });

  test('what it gives, it takes unchanged', () => {
    const Any = shortText(40);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const first = Any.safeParse(text);
        if (first.success) expect(Any.parse(first.data)).toBe(first.data);
      }),
    );
  });
});

describe('several lines', () => {
  const Notes = longText(20);

  test('keep their lines, with one kind of line end', () => {
    expect(Notes.parse('one\r\ntwo\rthree\n')).toBe('one\ntwo\nthree');
    expect(Notes.parse('\ta\tb')).toBe('a\tb');
    expect(Notes.parse('')).toBe('');
  });

  test('refuse controls, overrides and too much', () => {
    expect(issueOf(Notes.safeParse('a\u0007b'))).toBe('must not contain control characters');
    expect(issueOf(Notes.safeParse('a\u202eb'))).toBe('must not contain characters that change the direction of text');
    expect(issueOf(Notes.safeParse('x'.repeat(21)))).toBe('must have at most 20 characters');
  });
});

describe('e-mail and telephone', () => {
  test('an address is lower-cased', () => {
    expect(email.parse(' Jan.O\'Hara+rek@Voorbeeld.NL ')).toBe("jan.o'hara+rek@voorbeeld.nl");
  });

  test.each(['', 'jan', 'jan@', '@x.nl', 'jan@localhost', 'jan@x.nl\nbcc: a@b.nl', 'a b@x.nl', `${'a'.repeat(250)}@x.nl`])(
    'refuses the address %j',
    (text) => {
      expect(email.safeParse(text).success).toBe(false);
    },
  );

  test.each([
    ['020 - 123 45 67', '0201234567'],
    ['+31 (0)6-12.34.56.78', '+31612345678'],
    ['0032 2 555 12 12', '+3225551212'],
  ])('%s becomes %s', (given, kept) => {
    expect(phone.parse(given)).toBe(kept);
  });

  test.each(['', '12345', '+', '06-CALL-ME', '1234567890123456', '+31+20123456'])('refuses the number %j', (text) => {
    expect(phone.safeParse(text).success).toBe(false);
  });
});

test('languages are nl and en', () => {
  expect(Language.options).toEqual(['nl', 'en']);
});

test('countries are those that ICU names, less what is not assigned by ISO 3166-1', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const notAssigned = new Set('AC CP CQ DG EA EU EZ IC TA UN XA XB XK ZZ QO'.split(' '));
  const known = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => names.of(code) !== undefined && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
    .filter((code) => !notAssigned.has(code));
  expect(CountryCode.options).toEqual(known);
});
