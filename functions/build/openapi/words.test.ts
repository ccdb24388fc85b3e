import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import type { JsonSchema } from './components.ts';
import { FIELD_WORDS } from './field-words.ts';
import { addSchemaWords, addWords } from './words.ts';

const document = JSON.parse(await readFile(join(ROOT, 'docs/openapi.json'), 'utf8')) as { components: { schemas: Record<string, JsonSchema> } };

/** All fields of all schemas, wherever they stand. */
function fieldsIn(value: unknown): [string, JsonSchema][] {
  if (value === null || typeof value !== 'object') return [];
  const { properties } = value as JsonSchema;
  const own = properties !== undefined && typeof properties === 'object' ? Object.entries(properties) : [];
  return [...own, ...Object.values(value).flatMap(fieldsIn)];
}

test('of all fields, few are left to speak for themselves, and every named schema says what it is', () => {
  const fields = fieldsIn(document);
  const silent = fields.filter(([, { description, $ref }]) => description === undefined && $ref === undefined);
  expect(fields.length).toBeGreaterThan(2000);
  expect(silent.length / fields.length).toBeLessThan(0.15);
  const nameless = Object.entries(document.components.schemas).filter(([, { description }]) => description === undefined);
  expect(nameless.map(([name]) => name)).toEqual([]);
});

test('what the comment in the source says of a field is its description', () => {
  const { Project } = document.components.schemas;
  expect(Project?.properties?.['number']?.description).toBe('Counts up per organisation; never used twice');
  expect(Project?.properties?.['budget']?.description).toBe('What may be spent; whoever may change projects hears once when either is reached');
});

test('a field is known by its name, better by its place, best by its schema; of an id it is said whose', () => {
  const text = (): JsonSchema => ({ type: 'string' });
  const schema: JsonSchema = {
    properties: {
      from: text(),
      invoiceId: text(),
      unheardOf: text(),
      iban: { ...text(), description: 'Its own' },
      terms: { properties: { quoteDays: text() } },
      period: { anyOf: [{ properties: { from: text() }, description: 'From inside' }, { type: 'null' }] },
    },
  };
  const { from, invoiceId, unheardOf, iban, terms, period } = addWords(schema).properties ?? {};
  expect([from, invoiceId, unheardOf, iban].map((field) => field?.description)).toEqual([FIELD_WORDS['from'], 'Id of the invoice', undefined, 'Its own']);
  expect(terms?.properties?.['quoteDays']?.description).toBe(FIELD_WORDS['terms.quoteDays']);
  expect(period?.description).toBe('From inside');
  expect(period?.anyOf?.[0]?.properties?.['from']?.description).toBe(FIELD_WORDS['period.from']);
});

test('an input has the words of its output', () => {
  expect(addSchemaWords({ CustomerInput: {} })['CustomerInput']?.description).toMatch(/quotes, invoices/);
});

test('no words for fields that nobody has', () => {
  const present = new Set(fieldsIn(document).map(([name]) => name));
  const parameters = JSON.stringify(document).matchAll(/"name":"(\w+)","in":"query"/g);
  for (const [, name = ''] of parameters) present.add(name);
  expect(Object.keys(FIELD_WORDS).filter((key) => !present.has(key.split('.').at(-1) ?? ''))).toEqual([]);
});
