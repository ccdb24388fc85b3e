import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { useStack } from '../../../local/stack/jest.ts';
import { until } from '../../../local/story/wait.ts';
import { actions } from '../../src/actions.generated.ts';
import { type Action } from '../../src/platform/action.ts';
import { businessDate } from '../../src/platform/business-date.ts';
import { customerInput } from '../builders/customer.ts';
import { quoteLines } from '../builders/quote.ts';
import { everything } from '../support/everything.ts';
import { type HttpAnswer } from '../support/http.ts';
import { Office } from '../support/office.ts';
import { smallestInput, type KnownIds } from '../support/outsider-input.ts';

const stack = useStack();
let office: Office;
let ids: KnownIds;
let before: string[];
beforeAll(async () => {
  office = await Office.open(stack());
  const customerId = (await office.call('customers/create', customerInput())).id;
  const projectId = (await office.call('projects/create', { customerId, name: 'Dakkapel', billing: { kind: 'hourly' }, rates: { standard: 8_735 } })).id;
  const date = businessDate(new Date(), 'Europe/Amsterdam');
  const entryId = (await office.call('projects/log-time', { projectId, date, minutes: 96 })).id;
  const expenseId = (await office.call('projects/add-expense', { projectId, date, description: 'Verf', amount: 6_347 })).id;
  const quoteId = (await office.call('quotes/create', { customerId, lines: quoteLines })).id;
  const invoiceId = (await office.draft(customerId)).id;
  ids = { customerId, projectId, entryId, expenseId, quoteId, invoiceId, uid: office.owner.uid };
  await stack().awaitIdle();
  before = await everything();
}, 60_000);
afterAll(() => office.leave());

const ours = Object.entries(actions).filter(([name, { who }]) => /^(customers|projects|quotes)\//.test(name) && 'permission' in who);
/** Values that hardly any field takes: of another type, out of bounds, with a control character. */
const ODD: readonly unknown[] = [{ oddly: 'wrong' }, ['odd'], -7.25, 'x\u0007', true, 'x'.repeat(20_001)];

function wrongFor(schema: z.ZodType): readonly unknown[] {
  return ODD.filter((value) => !schema.safeParse(value).success).slice(0, 3);
}

/** Asks again when it came too fast for one person. */
function answer(action: string, input: object): Promise<HttpAnswer> {
  return until(`an answer of ${action}`, async () => {
    const given = await office.refusal(action, input, 'nl');
    return given.code === 'rate-limited' ? undefined : given;
  });
}

test.each(ours)('%s names each field that is wrong, in Dutch', async (name, action: Action) => {
  const right = smallestInput(action, ids);
  const fields = Object.entries(action.input.shape as Record<string, z.ZodType>);
  const unnamed: string[] = [];
  for (const [field, schema] of fields) {
    for (const value of wrongFor(schema)) {
      const { http, code, issues } = await answer(name, { ...right, [field]: value });
      const named = issues.length > 0 && issues.every(({ path }) => path === field || path.startsWith(`${field}.`));
      const dutch = issues.every(({ message }) => !/\b(must|is not|Invalid|expected|required|Give)\b/.test(message));
      if (http !== 400 || code !== 'invalid-input' || !named || !dutch) unnamed.push(`${field}: ${JSON.stringify(value).slice(0, 30)} → ${http} ${code} ${JSON.stringify(issues).slice(0, 200)}`);
    }
  }
  expect(unnamed).toEqual([]);
  expect(await answer(name, { ...right, nickname: 'x' })).toMatchObject({ http: 400, issues: [{ path: 'nickname', message: 'is geen bekend veld' }] });
  for (const field of Object.keys(right)) {
    const { [field]: _left, ...rest } = right;
    expect(await answer(name, rest)).toMatchObject({ http: 400, issues: [{ path: field, message: expect.stringMatching(/^(is verplicht$|moet |Geef )/) }] });
  }
});

test('after all of it, not one document or file has been written', async () => {
  await stack().awaitIdle();
  expect(await everything()).toEqual(before);
});
