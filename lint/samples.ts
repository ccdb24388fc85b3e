/** A file as somebody might write it, and the rules that must complain about it. */
export interface Sample {
  what: string;
  file: string;
  source: string;
  rules: string[];
}

/** N becomes the sample's number. */
const at = (file: string, rules: string[]) => (what: string, source: string): Sample => ({ what, file, source, rules });

/** What the samples import. */
export const SURROUNDINGS: Record<string, string> = {
  'functions/src/domains/bread/api.ts': 'export const loaf = 3;\nexport interface Loaf { grams: number }',
  'functions/src/domains/bread/repo.ts': 'export const shelf = 4;',
  'functions/src/domains/milk/repo.ts': 'export const can = 6;',
  'functions/src/workflows/breakfast.ts': "export { shelf } from '../domains/bread/repo.ts';",
  'functions/src/platform/clock.ts': 'export const now = 5;',
  'local/world/clock.ts': 'export const later = 7;',
};

const BOUNDARIES = ['toonbank(boundaries)'];
const EXACT = ['toonbank(exact-amounts)'];

const inDomain = at('functions/src/domains/milk/actions/N.ts', []);
const strayDomain = at('functions/src/domains/milk/actions/N.ts', BOUNDARIES);
const strayPlatform = at('functions/src/platform/N.ts', BOUNDARIES);
const strayClient = at('client/N.ts', BOUNDARIES);
const inexact = at('functions/src/domains/milk/N.ts', EXACT);

const TABLE = [
  inDomain('a domain takes api.ts of another domain', "export { loaf } from '../../bread/api.ts';"),
  inDomain('a domain takes its own files and the platform', "import { can } from '../repo.ts';\nimport { now } from '../../../platform/clock.ts';\nexport const sum = can + now;"),
  strayDomain('a domain takes a repo of another domain', "export { shelf } from '../../bread/repo.ts';"),
  strayDomain('a domain takes it lazily', "export const pour = () => import('../../bread/repo.ts');"),
  strayDomain('a domain takes a workflow', "export * from '../../../workflows/breakfast.ts';"),
  strayPlatform('the platform takes a domain', "export { loaf } from '../domains/bread/api.ts';"),
  strayPlatform('the server takes the local stack', "export { later } from '../../../local/world/clock.ts';"),
  strayPlatform('the server takes the client SDK', "export { getApp } from 'firebase/app';"),
  strayClient('the client takes code of the server', "export { loaf } from '../functions/src/domains/bread/api.ts';"),
  strayClient('the client takes the Admin SDK', "export { getApps } from 'firebase-admin/app';"),
  at('client/N.ts', [])('the client takes types of the server', "export type { Loaf } from '../functions/src/domains/bread/api.ts';"),

  inexact('an amount is divided', 'export const half = (cents: number) => cents / 2;'),
  inexact('an amount is divided in place', 'export function halve(a: { cents: number }) { a.cents /= 2; }'),
  inexact('an amount meets a fraction', 'export const vat = (cents: number) => cents * 0.21;'),
  inexact('an amount is read as a float', 'export const read = (text: string) => parseFloat(text);'),
  inexact('an amount is read by Number()', 'export const read = (text: string) => Number(text);'),
  inexact('an amount is shown by toFixed()', 'export const show = (cents: number) => cents.toFixed(2);'),
  inexact('an amount is rounded as a float', 'export const round = (cents: number) => Math.round(cents);'),
  at('functions/src/domains/milk/N.ts', [])('integers are added, compared, multiplied, read', "export const price = (cents: number, n: number) => Math.max(0, cents * n - 17) + parseInt('12', 10);"),
  at('functions/src/platform/N.ts', [])('the platform divides: exact arithmetic stands there', 'export const half = (n: number) => Math.floor(n / 2);'),
  at('functions/src/domains/documents/N.ts', [])('drawing divides points', 'export const middle = 595.28 / 2;'),
  at('functions/src/domains/documents/N.ts', EXACT)('drawing shows an amount by toFixed()', 'export const show = (cents: number) => cents.toFixed(2);'),

  at('functions/src/platform/N.ts', ['typescript(no-floating-promises)'])('a promise is left alone', 'async function tick() {}\nexport function start() { tick(); }'),
  at('functions/src/platform/N.ts', ['typescript(no-explicit-any)'])('anything goes', 'export const x: any = 3;'),
];

/** Each in a file of its own. */
export const SAMPLES: readonly Sample[] = TABLE.map((sample, i) => ({ ...sample, file: sample.file.replace('N.ts', `sample${i}.ts`) }));
