import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { useStack } from '../../../local/stack/jest.ts';
import { database } from '../../src/platform/firestore.ts';
import { signLink } from '../../src/platform/link-token.ts';
import { linkDocument } from '../../src/domains/quotes/link.ts';
import { aDraft, anInvoice } from '../builders/invoice.ts';
import { anOrder } from '../builders/order.ts';
import { anOrganisation } from '../builders/organisation.ts';
import { aProject } from '../builders/project.ts';
import { aQuote, aSentQuote } from '../builders/quote.ts';
import { aPizzeriaIn } from '../builders/shop.ts';
import { RestCaller, signUp, type Answer } from '../support/rest.ts';
import { SchemaArbitrary, type Schema } from '../support/schema-arbitrary.ts';
import { description, operations, parametersOf, rankOf, type Named } from './described.ts';

/**
 * The running service against its own description: every operation is called with the example, with generated bodies
 * that fit and with bodies that do not. Whatever is answered is an answer that the description knows.
 */
const stack = useStack();

const SEED = Number(process.env['CONFORMANCE_SEED'] ?? 20_261_121);
const RUNS = Number(process.env['CONFORMANCE_RUNS'] ?? 4);

// Each schema is used a few times: making its code better takes longer than running it.
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true, code: { optimize: false }, inlineRefs: false });
addFormats.default(ajv);
ajv.addSchema({ ...description, $id: 'openapi' });

const pointer = (...steps: string[]): string => `openapi#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** Ids of documents that exist, by the name of the field. */
const known: Record<string, unknown[]> = {};
const tokens: Record<string, string> = {};
/** Several people, so that none of them asks more than one person may. */
let callers: RestCaller[] = [];
let turn = 0;

beforeAll(async () => {
  const people = await Promise.all([1, 2, 3, 4, 5, 6].map((place) => signUp(stack(), `owner${place}@example.test`)));
  const [first] = people;
  const built = await anOrganisation({ owner: first?.uid ?? '' });
  for (const { uid } of people.slice(1)) await database().doc(`orgs/${built.orgId}/members/${uid}`).set({ role: 'owner', status: 'active', permissions: ['*'], name: uid, email: null, createdAt: new Date(), updatedAt: new Date(), version: 1 });
  callers = people.map(({ idToken }) => new RestCaller(stack(), { bearer: idToken, orgId: built.orgId }));
  const [quote, sent, draft, invoice, project] = [await aQuote(built), await aSentQuote(built), await aDraft(built), await anInvoice(built), await aProject(built)];
  const { shop, pizza } = await aPizzeriaIn(built);
  const order = await anOrder(built, { shopId: shop.id, service: 'collect', lines: [{ productId: pizza.id, quantity: 2, options: [{ optionId: 'medium' }] }] });
  Object.assign(known, {
    customerId: [quote.customerId, draft.customerId],
    quoteId: [quote.id, sent.id],
    invoiceId: [draft.id, invoice.id],
    projectId: [project.id],
    shopId: [shop.id],
    productId: [pizza.id],
    categoryId: [pizza.categoryId],
    orderId: [order.orderId],
    uid: people.slice(4).map(({ uid }) => uid),
  });
  const expiresAt = new Date(Date.now() + 86_400_000);
  const link = { orgId: built.orgId, expiresAt };
  tokens['quote'] = signLink({ ...link, link: 'quote', documentId: linkDocument({ quoteId: sent.id, revision: sent.revision }) });
  tokens['invoice'] = signLink({ ...link, link: 'invoice', documentId: invoice.id });
  tokens['order'] = signLink({ ...link, link: 'order', documentId: order.orderId });
  beginAll();
}, 90_000);

const arbitrary = new SchemaArbitrary({
  resolve: (ref) => ref.slice(2).split('/').reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], description) as Schema,
  known: (name) => known[name] ?? [],
});

/** Remembers what was made or listed, for the operations that work on one of them. */
function learn(named: Named, answer: Answer): void {
  if (answer.status >= 300) return;
  succeeded.add(named.operation.operationId);
  const field = Object.keys(description.paths).map((path) => (path.startsWith(`${named.path}/{`) ? /\{(\w+)\}$/.exec(path)?.[1] : undefined)).find((found) => found !== undefined);
  if (field === undefined) return;
  const made = [answer.body, ...((answer.body['data'] ?? []) as Record<string, unknown>[])].map((document) => document['id']).filter((id) => typeof id === 'string');
  known[field] = [...(known[field] ?? []), ...made].slice(-6);
}

interface Sent {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

async function send({ path, method, operation }: Named, { parameters, body }: Sent): Promise<Answer> {
  const caller = callers[(turn += 1) % callers.length];
  if (caller === undefined) throw new Error('nobody to ask');
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])));
  const query = new URLSearchParams();
  for (const { name } of parametersOf(operation).filter((parameter) => parameter.in === 'query')) {
    const value = parameters[name];
    if (value !== undefined) for (const one of [value].flat()) query.append(name, String(one));
  }
  const text = query.toString();
  const link = /^\/v1\/links\/(\w+)/.exec(path)?.[1];
  const headers = { 'idempotency-key': `conformance-${turn}`, ...(link === undefined ? {} : { 'toonbank-link': tokens[link] ?? 'none' }) };
  const sent = body === undefined ? { headers } : { headers, body };
  return caller.send(method.toUpperCase(), `${filled.slice('/v1'.length)}${text === '' ? '' : `?${text}`}`, sent);
}

/** The answer is one that the description knows, in status, type and every field of its body. */
function expectConforms({ path, method, operation }: Named, answer: Answer, sent: Sent): void {
  const what = `${method.toUpperCase()} ${path} ${JSON.stringify(sent)} → ${answer.status} ${answer.text.slice(0, 800)}`;
  if (answer.status >= 500) throw new Error(`broken: ${what}`);
  const status = Object.hasOwn(operation.responses, String(answer.status)) ? String(answer.status) : 'default';
  if (status === 'default' && answer.status < 300) throw new Error(`an undescribed success: ${what}`);
  if (answer.status === 204) return expect(answer.text).toBe('');
  const success = answer.status < 300;
  expect(answer.headers.get('content-type')).toBe(success ? 'application/json' : 'application/problem+json');
  const ref = success ? pointer('paths', path, method, 'responses', status, 'content', 'application/json', 'schema') : pointer('components', 'schemas', 'Problem');
  const validate = ajv.getSchema(ref) ?? ajv.compile({ $ref: ref });
  if (validate(answer.body) !== true) throw new Error(`not as described: ${ajv.errorsText(validate.errors)}: ${what}`);
}

/** The documented example, with ids of documents that exist. */
function exampleOf({ operation }: Named): Sent {
  const real = (name: string, value: unknown): unknown => known[name]?.at(-1) ?? value;
  const parameters = Object.fromEntries(parametersOf(operation).filter(({ required }) => required === true).map(({ name, example }) => [name, real(name, example)]));
  const example = operation.requestBody?.content['application/json'].example;
  if (example === undefined) return { parameters, body: undefined };
  return { parameters, body: Object.fromEntries(Object.entries(example as object).map(([name, value]) => [name, real(name, value)])) };
}

function fitting({ operation }: Named): fc.Arbitrary<Sent> {
  const all = parametersOf(operation);
  const fields = Object.fromEntries(all.map(({ name, schema }) => [name, arbitrary.of(schema, name)]));
  const required = all.filter((parameter) => parameter.required === true).map(({ name }) => name);
  const schema = operation.requestBody?.content['application/json'].schema;
  return fc.record({ parameters: fc.record(fields, { requiredKeys: required, noNullPrototype: true }), body: schema === undefined ? fc.constant(undefined) : arbitrary.of(schema) });
}

/** Bodies of which the schema alone says that they are wrong. */
function unfitting(named: Named): fc.Arbitrary<Sent> | undefined {
  const schema = named.operation.requestBody?.content['application/json'].schema;
  if (schema === undefined) return undefined;
  const { required = [] } = schema;
  return fitting(named).chain(({ parameters, body }) => {
    const object = body as Record<string, unknown>;
    const without = (field: string) => Object.fromEntries(Object.entries(object).filter(([name]) => name !== field));
    const wrong: unknown[] = [{ ...object, 'no-such-field': 17 }, [object], 'text', ...required.flatMap((field) => [without(field), { ...object, [field]: { wrong: [true] } }])];
    return fc.constantFrom(...wrong).map((one) => ({ parameters, body: one }));
  });
}

const succeeded = new Set<string>();

/** What was wrong with an operation, by what was asked of it. */
interface Outcome {
  readonly example: Error | undefined;
  readonly fitting: Error | undefined;
  readonly unfitting: Error | undefined;
}

const outcomes = new Map<Named, Promise<Outcome>>();
const LANES = 4;

/**
 * Calls them all, a few domains side by side, one operation after the other within a domain: most of the time of a call
 * is waiting. What makes something is through before what needs it begins.
 */
function beginAll(): void {
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0]))];
  let before: Promise<unknown> = Promise.resolve();
  for (const rank of [0, 1, 2, 3]) {
    const lanes = Array.from({ length: LANES }, () => before);
    for (const named of operations.filter((one) => rankOf(one) === rank)) {
      const lane = tags.indexOf(named.operation.tags[0]) % LANES;
      const outcome = (lanes[lane] ?? before).then(() => ask(named));
      outcomes.set(named, outcome);
      lanes[lane] = outcome;
    }
    before = Promise.all(lanes);
  }
}

async function ask(named: Named): Promise<Outcome> {
  const failureOf = (asked: Promise<void>): Promise<Error | undefined> => asked.then(() => undefined, (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))));
  const example = await failureOf(learnFrom(named, exampleOf(named)));
  return { example, fitting: await failureOf(askFitting(named)), unfitting: await failureOf(askUnfitting(named)) };
}

async function learnFrom(named: Named, sent: Sent): Promise<void> {
  const answer = await send(named, sent);
  expectConforms(named, answer, sent);
  learn(named, answer);
}

/** What changes something is asked one by one, so that each finds what the one before has left. */
async function askFitting(named: Named): Promise<void> {
  const all = fc.sample(fitting(named), { numRuns: RUNS, seed: SEED });
  if (named.method === 'get') await Promise.all(all.map((sent) => learnFrom(named, sent)));
  else for (const sent of all) await learnFrom(named, sent);
}

async function askUnfitting(named: Named): Promise<void> {
  const wrong = unfitting(named);
  const all = wrong === undefined ? [] : fc.sample(wrong, { numRuns: RUNS, seed: SEED });
  await Promise.all(
    all.map(async (sent) => {
      const answer = await send(named, sent);
      expectConforms(named, answer, sent);
      // A limit, a missing key or a link that has ended may speak first; a success never.
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }),
  );
}

const ordered = [...operations].sort((a, b) => rankOf(a) - rankOf(b));

describe.each(ordered.map((named) => [`${named.method.toUpperCase()} ${named.path}`, named] as const))('%s', (_name, named) => {
  test.each([
    ['answers its example as described', 'example'],
    ['answers whatever fits as described', 'fitting'],
    ['refuses what does not fit', 'unfitting'],
  ] as const)('%s', async (_what, asked) => {
    const outcome = await outcomes.get(named);
    expect(outcome).toBeDefined();
    const failure = outcome?.[asked];
    if (failure !== undefined) throw failure;
  }, 120_000);
});

afterAll(() => {
  // Most operations must have been seen to work, or the checks of their replies would say nothing.
  const never = operations.map(({ operation }) => operation.operationId).filter((id) => !succeeded.has(id));
  if (process.env['CONFORMANCE_SHOW'] !== undefined) process.stderr.write(`${succeeded.size} of ${operations.length} operations succeeded; never: ${never.join(' ')}\n`);
  expect(succeeded.size).toBeGreaterThan(operations.length * 0.6);
});
