import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse, transform } from '@swc/core';

/** A module hook: in our sources, what the comment above a schema or field says becomes the description of the schema. */

const OURS = /\/functions\/src\/[^?]*\.ts(\?|$)/;
const SYNTAX = { syntax: 'typescript' };

export async function load(url, context, nextLoad) {
  if (!OURS.test(url)) return nextLoad(url, context);
  const source = await readFile(fileURLToPath(url.replace(/\?.*$/, '')));
  const said = withSaid(source, url, await parse(source.toString(), { ...SYNTAX, target: 'es2022' }));
  if (said === undefined) return nextLoad(url, context);
  const { code } = await transform(said, { jsc: { parser: SYNTAX, target: 'es2022' }, module: { type: 'es6' }, swcrc: false });
  return { format: 'module', source: code, shortCircuit: true };
}

/** @returns the source with `name: schema` as `name: said(schema, "comment")`, or `undefined` when nothing is said */
function withSaid(source, url, module) {
  const edits = [];
  visit(module, (node) => {
    const said = node.type === 'KeyValueProperty' ? [node.key.span, node.value] : url.includes('/domains/') ? constant(node) : undefined;
    const text = said === undefined ? undefined : commentBefore(source, said[0]);
    if (text === undefined) return;
    const span = spanOf(said[1]);
    // SWC counts bytes from 1.
    const verb = node.type === 'KeyValueProperty' ? 'said' : 'named';
    edits.push([span.start - 1, `${verb}(`], [span.end - 1, `, ${JSON.stringify(text)})`]);
  });
  if (edits.length === 0) return undefined;
  let at = 0;
  const parts = [];
  for (const [place, text] of edits.sort(([a], [b]) => a - b)) {
    parts.push(source.subarray(at, place).toString(), text);
    at = place;
  }
  return [...parts, source.subarray(at).toString()].join('');
}

/** A schema with a name; those of the platform say the same of fields of every kind, which is noise. */
function constant(node) {
  const { declarations = [] } = node.type === 'ExportDeclaration' ? node.declaration : node.type === 'VariableDeclaration' ? node : {};
  return declarations.length === 1 && declarations[0].init?.type === 'CallExpression' ? [node.span, declarations[0].init] : undefined;
}

function visit(node, see) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') see(node);
  for (const inner of Object.values(node)) visit(inner, see);
}

/** Every kind of expression has a span, but some only inside. */
function spanOf(value) {
  return value.span ?? value.expression.span;
}

const COMMENT = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/;

function commentBefore(source, { start }) {
  const [, inside] = COMMENT.exec(source.subarray(Math.max(0, start - 1200), start - 1).toString()) ?? [];
  const text = inside?.replace(/^\s*\* ?/gm, ' ').replace(/\s+/g, ' ').trim();
  return text === undefined || text === '' ? undefined : forCallers(text);
}

/** Without what is said to whoever reads the sources: where in them to look. */
function forCallers(text) {
  const told = text.split(/(?<=[.;]) /).filter((part) => !/\.(ts|rules)\b|@\w|\bkernel\b/.test(part)).join(' ').replace(/[;.]$/, '');
  return told === '' ? undefined : told;
}
