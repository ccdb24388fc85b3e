import { describe, expect, test } from '@jest/globals';
import { isoDate } from '../../platform/business-date.ts';
import { minor } from '../../platform/money.ts';
import { nextStep, ReminderSteps, type SentReminder } from './reminder-steps.ts';

const steps = ReminderSteps.parse([
  { level: 'friendly', days: 3 },
  { level: 'second', days: 10 },
  { level: 'final', days: 24 },
]);
const due = isoDate('2026-03-21');
const sent = (level: SentReminder['level'], on: string): SentReminder => ({ level, on: isoDate(on), byHand: false, due: minor(12_345), costs: null });

describe('the next step', () => {
  test('follows the due date', () => {
    expect(nextStep(steps, due, [])).toMatchObject({ step: { level: 'friendly' }, on: '2026-03-24' });
    expect(nextStep(steps, due, [sent('friendly', '2026-03-24')])).toMatchObject({ step: { level: 'second' }, on: '2026-03-31' });
  });

  test('keeps its distance from one that went out late', () => {
    expect(nextStep(steps, due, [sent('friendly', '2026-05-02')])).toMatchObject({ step: { level: 'second' }, on: '2026-05-09' });
  });

  test('is never one that went out before, nor a milder one', () => {
    expect(nextStep(steps, due, [sent('second', '2026-04-01')])).toMatchObject({ step: { level: 'final' }, on: '2026-04-15' });
    expect(nextStep(steps, due, [sent('second', '2026-04-01'), sent('final', '2026-04-15')])).toBeUndefined();
  });

  test('of an empty schedule does not exist', () => {
    expect(nextStep([], due, [])).toBeUndefined();
  });
});

describe('a schedule', () => {
  test.each([
    ['the same level twice', [{ level: 'friendly', days: 3 }, { level: 'friendly', days: 9 }]],
    ['a milder step after a firmer one', [{ level: 'second', days: 3 }, { level: 'friendly', days: 9 }]],
    ['a later step on an earlier day', [{ level: 'friendly', days: 9 }, { level: 'second', days: 9 }]],
    ['a step on the due date', [{ level: 'friendly', days: 0 }]],
    ['a step after years', [{ level: 'final', days: 366 }]],
  ])('refuses %s', (_, schedule) => {
    expect(ReminderSteps.safeParse(schedule).success).toBe(false);
  });
});
