import { beforeAll, describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { useStack } from '../../../local/stack/jest.ts';
import { database } from '../../src/platform/firestore.ts';
import { type Resource } from '../../src/platform/resource.ts';
import { kebab } from '../../src/platform/rest/route.ts';
import { rangesOf } from '../../src/platform/listing.ts';
import { registry } from '../../src/registry.ts';
import { organisationInput } from '../builders/organisation.ts';
import { callAs } from '../support/call.ts';
import { RestCaller, signUp, type Answer } from '../support/rest.ts';
import { sample } from '../support/sample.ts';

/* Generated from the list of resources: whoever adds one gets these tests with it. */

const stack = useStack();

interface Shop {
  readonly uid: string;
  readonly orgId: string;
  readonly person: RestCaller;
  readonly program: RestCaller;
}

let ours: Shop;
let theirs: Shop;
let theirPersonHere: RestCaller;
let theirProgramHere: RestCaller;
let theirPersonNowhere: RestCaller;
let theirProgramNowhere: RestCaller;

const OURS = 'document-of-ours';
const NOBODYS = 'document-of-nobody';

beforeAll(async () => {
  const permissions = [...new Set(registry.resources.map(({ permission }) => permission))];
  const aShop = async (name: string) => {
    const { uid, idToken } = await signUp(stack(), `${name}@example.test`);
    const orgId = String((await new RestCaller(stack(), { bearer: idToken }).post('/organisations', organisationInput({ name }))).body['id']);
    const person = new RestCaller(stack(), { bearer: idToken, orgId });
    const { secret } = (await person.post('/keys', { name: 'Boekhouding', permissions })).body;
    const as = (bearer: string, org: string) => new RestCaller(stack(), { bearer, orgId: org });
    return { uid, orgId, person, program: new RestCaller(stack(), { bearer: String(secret) }), idToken, secret: String(secret), as };
  };
  const [here, there] = await Promise.all([aShop('ours'), aShop('theirs')]);
  [ours, theirs] = [here, there];
  theirPersonHere = there.as(there.idToken, here.orgId);
  theirProgramHere = there.as(there.secret, here.orgId);
  theirPersonNowhere = there.as(there.idToken, 'no-such-organisation');
  theirProgramNowhere = there.as(there.secret, 'no-such-organisation');
  const batch = database().batch();
  for (const { collection, schema } of registry.resources) batch.set(database().doc(`orgs/${ours.orgId}/${collection.name}/${OURS}`), { ...(sample(schema) as object), owner: 'ours' });
  await batch.commit();
}, 60_000);

const all = registry.resources.map((resource) => [`/${kebab(resource.name)}`, resource] as const);
const told = ({ status, body }: Answer) => ({ status, code: body['code'], detail: body['detail'], errors: body['errors'], data: body['data'] });

describe.each(all)('%s', (path) => {
  test('shows nothing of an organisation to the people and programs of another', async () => {
    for (const [here, nowhere] of [[theirPersonHere, theirPersonNowhere], [theirProgramHere, theirProgramNowhere]] as const) {
      for (const place of [path, `${path}/${OURS}`]) {
        const answer = told(await here.get(place));
        expect(answer.status).toBe(404);
        expect(answer).toEqual(told(await nowhere.get(place)));
      }
    }
    for (const caller of [theirs.person, theirs.program]) {
      const answer = told(await caller.get(`${path}/${OURS}`));
      expect(answer).toMatchObject({ status: 404, code: 'not-found' });
      expect(answer).toEqual(told(await caller.get(`${path}/${NOBODYS}`)));
      const list = await caller.get(`${path}?limit=100`);
      expect([list.status, list.text.includes(OURS)]).toEqual([200, false]);
    }
  });

  test('shows it to its own, and to nobody without a credential or permission', async () => {
    // Stored by the schema alone, so that reading it may fail on what the schema does not tell; missing it is not.
    expect((await ours.person.get(`${path}/${OURS}`)).status).not.toBe(404);
    const anybody = new RestCaller(stack(), { orgId: ours.orgId });
    for (const place of [path, `${path}/${OURS}`]) expect((await anybody.get(place)).status).toBe(401);
  });
});

/** A value that a filter takes, as callers of this process send it. */
function valueOf(schema: z.ZodType): unknown {
  return sample(schema);
}

/** Every filter alone, each two together, and all at once. */
function combinationsOf({ filters }: Resource): Record<string, unknown>[] {
  const each = Object.entries(filters).map(([name, { schema }]) => ({ [name]: valueOf(schema) }));
  const pairs = each.flatMap((one, place) => each.slice(place + 1).map((other) => ({ ...one, ...other })));
  return [{}, ...each, ...pairs, Object.assign({}, ...each) as Record<string, unknown>];
}

test.each(all)('%s: every filter and range in every order has its index', async (_path, resource) => {
  const list = registry.actions[`${resource.name}/list`];
  if (list === undefined) throw new Error(`${resource.name} has no list`);
  const { bounds, inputs } = rangesOf(resource);
  for (const [sort, field] of Object.entries(resource.sorts)) {
    const ranges = Object.entries(bounds).filter(([, bound]) => bound.field === field).map(([name]) => [name, valueOf(inputs[name] as z.ZodType)] as const);
    for (const filters of combinationsOf(resource)) {
      for (const range of [{}, Object.fromEntries(ranges)]) {
        const input = { sort, limit: 2, ...filters, ...range };
        // In the shop whose documents were all made by actions; an index that is missing fails the query, found or not.
        const { data } = await callAs<{ data: object[] }>(theirs.uid, list, input, { orgId: theirs.orgId });
        expect(data.length).toBeLessThanOrEqual(2);
      }
    }
  }
}, 120_000);
