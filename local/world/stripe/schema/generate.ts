/**
 * Writes `params.json`: what each endpoint of the installed `stripe` package accepts, taken from its declarations.
 * Run `node --import tsx local/world/stripe/schema/generate.ts` after an upgrade; with `--check` it only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scope, TypeNode } from './dts.ts';
import { Declarations } from './resolve.ts';
import type { ParamsFile, Shape } from './shape.ts';

/** The resources that the stand-in knows; everything they offer is listed, so that the unimplemented is told from the unknown. */
const RESOURCES = [
  'Accounts', 'AccountLinks', 'AccountSessions', 'ApplicationFees', 'Balance', 'BalanceTransactions', 'Charges', 'Checkout/Sessions',
  'Customers', 'CustomerSessions', 'Disputes', 'EphemeralKeys', 'Events', 'Mandates', 'PaymentIntents', 'PaymentMethods', 'Payouts',
  'Products', 'Prices', 'Refunds', 'SetupIntents', 'Transfers', 'WebhookEndpoints',
];

const HERE = dirname(fileURLToPath(import.meta.url));
/** The package that the functions deploy with: what they send is what is checked. */
const PACKAGE = join(HERE, '../../../../functions/node_modules/stripe/esm');

/** Builds the content of `params.json` from the package on disk. */
export function buildParams(): ParamsFile {
  const declarations = new Declarations();
  const endpoints: Record<string, Shape> = {};
  const expandable: Record<string, string[]> = {};
  for (const resource of RESOURCES) {
    const scope = declarations.file(join(PACKAGE, 'resources', `${resource}.d.ts`));
    const urls = methodUrls(readFileSync(join(PACKAGE, 'resources', `${resource}.js`), 'utf8'));
    Object.assign(expandable, expandableFields(scope));
    for (const { className, method, args } of scope.methods) {
      const params = args.find((a) => a.name === 'params');
      for (const endpoint of urls.get(`${className}.${method}`) ?? []) {
        endpoints[endpoint] = params ? declarations.shape(params.type, scope, '') : { fields: {} };
      }
    }
  }
  const version = /ApiVersion = '([^']+)'/.exec(readFileSync(join(PACKAGE, 'apiVersion.js'), 'utf8'));
  return { apiVersion: version?.[1] ?? '', ...share(endpoints), expandable };
}

/** `Class.method` → `POST /v1/path/{id}`, read from the package's request calls; some methods choose between two. */
function methodUrls(source: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let className = '';
  let method = '';
  for (const line of source.split('\n')) {
    className = /^export class (\w+)/.exec(line)?.[1] ?? className;
    method = /^ {4}(\w+)\(.*\) \{$/.exec(line)?.[1] ?? method;
    const call = /_makeRequest\('(\w+)', ['`]([^'`]+)['`]/.exec(line);
    if (call?.[1] && call[2]) {
      const endpoint = `${call[1]} ${call[2].replace(/\$\{encodeURIComponent\((\w+)\)\}/g, '{$1}')}`;
      const name = `${className}.${method}`;
      found.set(name, [...(found.get(name) ?? []), endpoint]);
    }
  }
  return found;
}

/** The fields of a file's API objects that hold an id or the object itself, or a list that is left out unless asked for. */
function expandableFields(scope: Scope): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { node } of scope.types.values()) {
    if (node.kind !== 'object') continue;
    const kind = node.fields.find((f) => f.name === 'object')?.type;
    if (kind?.kind !== 'literal') continue;
    const names = node.fields.filter((f) => isExpandable(f.type, f.optional)).map((f) => f.name);
    if (names.length) found[String(kind.value)] = names;
  }
  return found;
}

function isExpandable(type: TypeNode, optional: boolean): boolean {
  const parts = type.kind === 'union' ? type.of : [type];
  const names = parts.flatMap((p) => (p.kind === 'name' ? [p.name] : []));
  if (names.includes('ApiList')) return optional;
  return names.includes('string') && names.some((n) => /^[A-Z]/.test(n) && n !== 'OtherString');
}

/** Moves large shapes that occur more than once into a table: the file shrinks from megabytes to something a person can diff. */
function share(endpoints: Record<string, Shape>): { endpoints: Record<string, Shape>; shared: Shape[] } {
  const seen = new Map<string, number>();
  walk(Object.values(endpoints), (s) => {
    const key = JSON.stringify(s);
    if (key.length > 120) seen.set(key, (seen.get(key) ?? 0) + 1);
  });
  const shared: Shape[] = [];
  const index = new Map<string, number>();
  const replace = (s: Shape): Shape => {
    if (typeof s !== 'object' || 'enum' in s || 'ref' in s) return shareOne(s, s);
    if ('list' in s) return shareOne(s, { list: replace(s.list) });
    if ('map' in s) return shareOne(s, { map: replace(s.map) });
    if ('any' in s) return shareOne(s, { any: s.any.map(replace) });
    const fields = Object.fromEntries(Object.entries(s.fields).map(([k, v]) => [k, replace(v)]));
    return shareOne(s, { fields, ...(s.required ? { required: s.required } : {}) });
  };
  const shareOne = (original: Shape, replaced: Shape): Shape => {
    const key = JSON.stringify(original);
    if ((seen.get(key) ?? 0) < 2) return replaced;
    let ref = index.get(key);
    if (ref === undefined) {
      ref = shared.push(replaced) - 1;
      index.set(key, ref);
    }
    return { ref };
  };
  const out = Object.fromEntries(Object.entries(endpoints).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, replace(v)]));
  return { endpoints: out, shared };
}

function walk(shapes: Shape[], visit: (s: Shape) => void): void {
  for (const s of shapes) {
    visit(s);
    if (typeof s !== 'object') continue;
    if ('list' in s) walk([s.list], visit);
    else if ('map' in s) walk([s.map], visit);
    else if ('any' in s) walk(s.any, visit);
    else if ('fields' in s) walk(Object.values(s.fields), visit);
  }
}

/** The file's text: one endpoint or shared shape per line. */
export function renderParams(file: ParamsFile): string {
  const lines = Object.entries(file.endpoints).map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`);
  const shared = file.shared.map((s) => JSON.stringify(s));
  const expandable = Object.entries(file.expandable).map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`);
  return `{"apiVersion":${JSON.stringify(file.apiVersion)},\n"endpoints":{\n${lines.join(',\n')}\n},\n"shared":[\n${shared.join(',\n')}\n],\n"expandable":{\n${expandable.join(',\n')}\n}}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = join(HERE, 'params.json');
  const text = renderParams(buildParams());
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    console.error('local/world/stripe/schema/params.json does not match the installed stripe package; run its generate.ts');
    process.exitCode = 1;
  }
}
