import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Consumer } from './packed.ts';

let consumer: Consumer;
beforeAll(async () => {
  consumer = await Consumer.install();
}, 120_000);
afterAll(() => consumer.remove());

const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };
const RESOLUTIONS = [BUNDLER, { module: 'node16', moduleResolution: 'node16' }, { module: 'nodenext', moduleResolution: 'nodenext', exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }];

const USE = `
import { createToonbank, type Invoice, type Live, type Page, type Toonbank } from '@toonbank/client';
import { useAction, useLive, useLiveOne, usePages } from '@toonbank/client/react';
declare const toonbank: Toonbank;
`;

/** Compiles only when both are the same type. */
const SAME = `
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._of: Same<A, B> extends true ? [] : [never]): void => {};
`;

test.each(RESOLUTIONS)('types follow the definitions, under %j', async (settings) => {
  const right = `${USE}${SAME}
type Reply<F> = F extends (...given: never[]) => Promise<infer R> ? R : never;
same<Reply<typeof toonbank.invoices.finalize>, Invoice>();
same<Invoice['createdAt'], Date>();
same<Invoice['totals']['gross'], number>();
export const page: Promise<Page<Invoice, 'number' | 'dueDate'>> = toonbank.invoices.list({ status: 'open', fields: ['number', 'dueDate'] });
export const rows = page.then(({ data }) => data.map(({ id, number }) => [id, number] as const));
toonbank.invoices.watch({ status: ['open'] }, (invoices) => same<typeof invoices, readonly Invoice[]>());
export const live: Live<Invoice, never> = toonbank.invoices;
export function Component() {
  same<ReturnType<typeof useLive<'invoices'>>['data'], readonly Invoice[] | undefined>();
  same<NonNullable<ReturnType<typeof useLiveOne<'invoices'>>['data']>, Invoice>();
  const number: string | null | undefined = useAction('invoices', 'finalize').data?.number;
  const first: string | null | undefined = usePages('invoices', { customerId: 'x', limit: 5 }).data[0]?.number;
  return [number, first, createToonbank].length;
}
`;
  expect(await consumer.compile({ 'right.ts': right }, settings)).toEqual([]);
});

test('what is not in the definitions does not compile', async () => {
  const wrong = [
    `toonbank.invoices.finalise({ invoiceId: 'x' });`,
    `toonbank.invoices.finalize({ invoice: 'x' });`,
    `toonbank.invoices.finalize({ invoiceId: 7 });`,
    `toonbank.invoices.finalize();`,
    `toonbank.customers.create({ kind: 'company', name: 'x' });`,
    `toonbank.invoices.list({ fields: ['colour'] });`,
    `toonbank.invoices.list({ fields: ['number'] }).then(({ data }) => data[0].dueDate);`,
    `toonbank.invoices.watch({ status: 'sent' }, () => {});`,
    `toonbank.invoices.watch({ reference: 'x' }, () => {});`,
    `toonbank.invoices.watch({ sort: 'number' }, () => {});`,
    `toonbank.invoices.watch({}, ([invoice]) => invoice.colour);`,
    `toonbank.ledger.watch({}, () => {});`,
    `toonbank.orders.view({});`,
    `createToonbank({});`,
    `useLive('invoice', {});`,
    `useLive('invoices', { status: 'sent' });`,
    `useAction('invoices', 'finalise');`,
    `void useAction('invoices', 'finalize').run({ id: 'x' });`,
    `usePages('ledger', {});`,
    `usePages('invoices', { status: 'sent' });`,
  ];
  const head = USE.split('\n').length - 1;
  const errors = await consumer.compile({ 'wrong.ts': `${USE}${wrong.join('\n')}` }, BUNDLER);
  const lines = new Set(errors.map((error) => Number(/^wrong\.ts\((\d+),/.exec(error)?.[1]) - head - 1));
  expect(wrong.filter((_, index) => !lines.has(index))).toEqual([]);
}, 60_000);

describe('the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/```tsx?\n([^]*?)```/g)].map(([, code = '']) => code);

  test('has examples that compile', async () => {
    const imports = blocks.flatMap((code) => code.match(/^import .*$/gm) ?? []);
    const bodies = blocks.map((code) => code.replaceAll(/^import .*$/gm, ''));
    // The first sets up what the others use; each of those stands alone.
    const [setUp = '', ...others] = bodies;
    const names = `const firebaseConfig = {}; declare const organisationId: string, customerId: string, shopId: string, orderId: string, picture: File; declare function show(text: string): void;`;
    const [files = ''] = /^const files = .*$/m.exec(readme) ?? [];
    const text = [...imports, names, setUp, files, ...others.map((code, index) => `export async function example${index}() {\n${code.replace(files, '')}\n}`)].join('\n');
    expect(blocks.length).toBeGreaterThan(8);
    for (const settings of RESOLUTIONS.slice(0, 2)) expect(await consumer.compile({ 'readme.tsx': text }, settings)).toEqual([]);
  }, 60_000);
});

test('declarations name what is in the package, and its peers', async () => {
  const imported = await consumer.declared();
  expect(imported.length).toBeGreaterThan(20);
  expect(imported.filter((path) => !/^\.{1,2}\/.*\.js$|^firebase\/\w+$|^react$/.test(path))).toEqual([]);
});

test('Node imports both entries', async () => {
  const printed = await consumer.node(`
    import * as client from '@toonbank/client';
    import * as react from '@toonbank/client/react';
    const toonbank = client.createActions({ projectId: 'demo-import' });
    console.log(typeof toonbank.invoices.finalize, toonbank.connection.apiUrl, Object.keys(react).filter((name) => name.startsWith('use')).length > 5);
  `);
  expect(printed).toBe('function https://europe-west4-demo-import.cloudfunctions.net/api true');
}, 30_000);
