import { invalidRequest } from './errors.ts';

/** A decoded form: strings at the leaves, lists where keys are indexes or empty brackets. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

interface Node {
  leaf?: string;
  children?: Map<string, Node>;
}

/**
 * Decodes `a[b][0][c]=x` as Stripe does. Throws Stripe's own error for keys that cannot be read
 * or that are given both as a value and as a hash.
 */
export function decodeForm(encoded: string): Form {
  const root: Node = { children: new Map() };
  for (const pair of encoded.split('&')) {
    if (!pair) continue;
    const eq = pair.indexOf('=');
    const key = decode(eq < 0 ? pair : pair.slice(0, eq));
    const value = eq < 0 ? '' : decode(pair.slice(eq + 1));
    insert(root, keyPath(key), value);
  }
  const form = build(root);
  return typeof form === 'object' && !Array.isArray(form) ? form : {};
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw invalidRequest('Invalid URL encoding in the request.');
  }
}

function keyPath(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  if (!match?.[1]) throw invalidRequest(`Invalid request: could not parse the parameter name ${key}`);
  return [match[1], ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((m) => m[1] ?? '')];
}

function insert(root: Node, path: string[], value: string): void {
  let node = root;
  for (const part of path) {
    node.children ??= new Map();
    const key = part === '' ? String(node.children.size) : part;
    let child = node.children.get(key);
    if (!child) node.children.set(key, (child = {}));
    node = child;
  }
  if (node.children) throw invalidRequest(`Invalid ${path[0]}: expected one kind of value`, path[0]);
  node.leaf = value;
}

function build(node: Node): FormValue {
  if (!node.children) return node.leaf ?? '';
  const keys = [...node.children.keys()];
  const entries = [...node.children.entries()];
  if (keys.length > 0 && keys.every((k) => /^\d+$/.test(k))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => build(child));
  }
  return Object.fromEntries(entries.map(([key, child]) => [key, build(child)]));
}
