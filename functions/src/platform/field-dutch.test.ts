import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { declaredMessages } from '../../test/support/declared-messages.ts';
import { actions } from '../actions.generated.ts';
import { invalidField, issuesIn, type FieldIssue } from './errors.ts';
import { dutchOf } from './field-dutch.ts';
import { toHttpsError } from './surfaces.ts';

test('whatever a schema of an action says of a field is there in Dutch too', () => {
  const messages = declaredMessages(Object.values(actions).map(({ input }) => input));
  expect(messages.length).toBeGreaterThan(100);
  expect(messages.filter((message) => dutchOf(message) === undefined)).toEqual([]);
});

describe('what the library says by itself', () => {
  const Everything = z.object({
    text: z.string(),
    whole: z.int(),
    least: z.int().min(7),
    most: z.int().max(365),
    positive: z.number().positive(),
    short: z.string().max(40),
    long: z.string().min(3),
    some: z.array(z.string()).min(1),
    few: z.array(z.string()).max(2),
    choice: z.enum(['door', 'collect']),
    literal: z.literal(['fixed', 'hourly']),
    yes: z.boolean(),
    either: z.union([z.string(), z.int()]),
    moment: z.iso.datetime(),
    pattern: z.string().regex(/^\d+$/),
  });
  const wrong = { text: 7, whole: 'x', least: 3, most: 366, positive: 0, short: 'x'.repeat(41), long: 'ab', some: [], few: ['a', 'b', 'c'], choice: 'mail', literal: 'free', yes: 'ja', either: null, moment: 'nu', pattern: 'x' };
  const issues = (Everything.safeParse(wrong).error?.issues ?? []).map(({ path, message }) => [String(path[0]), dutchOf(message)] as const);

  test('is there in Dutch for every kind of mistake', () => {
    expect(Object.fromEntries(issues)).toEqual({
      text: 'moet een tekst zijn',
      whole: 'moet een getal zijn',
      least: 'moet minstens 7 zijn',
      most: 'mag hoogstens 365 zijn',
      positive: 'moet meer dan 0 zijn',
      short: 'mag hoogstens 40 tekens hebben',
      long: 'moet minstens 3 tekens hebben',
      some: 'mag niet leeg zijn',
      few: 'mag hoogstens 2 onderdelen hebben',
      choice: 'moet een van deze zijn: "door", "collect"',
      literal: 'moet een van deze zijn: "fixed", "hourly"',
      yes: 'moet true of false zijn',
      either: 'klopt niet',
      moment: 'moet een tijdstip zijn, zoals 2026-11-27T09:30:00Z',
      pattern: 'heeft niet de juiste vorm',
    });
  });
});

describe('a client reads', () => {
  const issue: FieldIssue = { path: 'paymentDays', code: 'too-big', message: 'must be at most 365 days' };

  test('its own language, and never both', () => {
    expect(issuesIn('en', [issue])).toEqual([issue]);
    expect(issuesIn('nl', [issue])).toEqual([{ ...issue, message: 'mag hoogstens 365 dagen hebben' }]);
  });

  test('what a rule says in the words of the rule', () => {
    const error = invalidField('on', { en: 'This day is yet to come.', nl: 'Deze dag moet nog komen.' });
    expect(toHttpsError(error, 'corr-1', 'nl').details).toMatchObject({ issues: [{ path: 'on', code: 'custom', message: 'Deze dag moet nog komen.' }] });
    expect(toHttpsError(error, 'corr-1', 'en').details).toMatchObject({ issues: [{ message: 'This day is yet to come.' }] });
  });

  test('English where there is no Dutch', () => {
    expect(issuesIn('nl', [{ ...issue, message: 'is odd in a new way' }])).toMatchObject([{ message: 'is odd in a new way' }]);
  });
});
