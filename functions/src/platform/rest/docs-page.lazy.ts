import { createHash } from 'node:crypto';
import { errorKinds } from '../errors.ts';
import { html, Html } from '../html.ts';

/** The page that shows the interface to people: one document, no script, nothing from elsewhere. A lazy leaf. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated?: boolean;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, Media>> }>>;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

/** @returns the page, and the security policy that it works under */
export function renderDocs(document: Document): { readonly markup: string; readonly policy: string } {
  const { info, tags, components } = document;
  const parts = [...tags.map(({ name }) => [`tag-${name}`, name] as const), ['schemas', 'schemas'] as const, ['codes', 'problems'] as const];
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${info.title} API</title><style>${new Html(STYLE)}</style></head><body>
<nav aria-label="Parts"><strong>${info.title} API</strong><ul>${parts.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main><h1>${info.title} API <small>${info.version}</small></h1>${info.description.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
<p><a href="openapi.json">OpenAPI 3.1 document</a></p>
${tags.map(({ name, description }) => section(document, name, description))}
<h2 id="schemas">schemas</h2>${Object.entries(components.schemas).map(([name, schema]) => html`<section><h3 id="schema-${name}">${name}</h3>${schema.description !== undefined && html`<p>${prose(schema.description)}</p>`}${shape(schema)}</section>`)}
<h2 id="codes">problems</h2><table>${Object.entries(errorKinds).map(([code, { http, say }]) => html`<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${http}</td><td>${say.en}</td></tr>`)}</table>
</main></body></html>`;
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return { markup: page.markup, policy: `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'` };
}

function section(document: Document, tag: string, description: string): Html {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).filter(([, { tags }]) => tags.includes(tag)).map(([method, operation]) => describe(document, { path, method, operation })),
  );
  return html`<h2 id="tag-${tag}">${tag}</h2><p>${prose(description)}</p>${operations}`;
}

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function describe({ components }: Document, { path, method, operation }: Placed): Html {
  const { operationId, summary, description, deprecated, parameters, requestBody, responses } = operation;
  const known = parameters.map((parameter) => (parameter.$ref === undefined ? parameter : components.parameters[lastOf(parameter.$ref)])).filter((one) => one !== undefined);
  const body = requestBody?.content['application/json'];
  const [status = '', success] = Object.entries(responses)[0] ?? [];
  const reply = success?.content?.['application/json']?.schema;
  // The name stands inside, so that browsers open what an address points at.
  return html`<details><summary><code class="${method}">${method.toUpperCase()}</code> <code class="path">${path}</code> <span>${summary}${deprecated === true && html` <em>(deprecated)</em>`}</span></summary>
<p id="${operationId}">${prose(description)}</p>
${known.length > 0 && html`<h4>Parameters</h4><table>${known.map((parameter) => row(parameter.name, parameter.schema ?? {}, parameter.required === true, `${parameter.description ?? ''} *${parameter.in}*`))}</table>`}
${body?.schema !== undefined && html`<h4>Body</h4>${shape(body.schema)}`}
${body?.example !== undefined && html`<h4>Example</h4><pre>${JSON.stringify(body.example, null, 2)}</pre>`}
<h4>Reply ${status}</h4>${reply === undefined ? html`<p>Nothing.</p>` : shape(reply)}</details>`;
}

function shape(schema: Schema): Html {
  if (schema.properties === undefined) return html`<p>${typeOf(schema)}</p>`;
  return html`<table>${rows(schema, '')}</table>`;
}

/** A row for each field, those of what stands inside below it. */
function rows({ properties = {}, required = [] }: Schema, before: string): Html[] {
  return Object.entries(properties).flatMap(([name, field]) => [row(`${before}${name}`, field, required.includes(name), field.description ?? ''), ...inside(field, `${before}${name}`)]);
}

/** The fields of an object, of the elements of a list, or of the one alternative to `null`. */
function inside(schema: Schema, name: string): Html[] {
  const { properties, items, anyOf, oneOf } = schema;
  if (properties !== undefined) return rows(schema, `${name}.`);
  if (items !== undefined) return inside(items, `${name}[]`);
  const real = (anyOf ?? oneOf ?? []).filter(({ type }) => type !== 'null');
  return real.length === 1 && real[0] !== undefined ? inside(real[0], name) : [];
}

function row(name: string, schema: Schema, required: boolean, words: string): Html {
  const [before = '', last = ''] = /^(.*[.\]])?([^.\]]+)$/.exec(name)?.slice(1) ?? [];
  return html`<tr><th scope="row"><code><i>${before}</i>${last}</code>${required && html`<b title="required">*</b>`}</th><td>${typeOf(schema)}</td><td>${prose(words)}</td></tr>`;
}

/** A type in a few words, with links to what has a name. */
function typeOf(schema: Schema): Html {
  if (schema.$ref !== undefined) return html`<a href="#schema-${lastOf(schema.$ref)}">${lastOf(schema.$ref)}</a>`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return new Html(choices.map((choice) => typeOf(choice).markup).join(' or '));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) return html`${schema.enum.map((value, place) => html`${place > 0 && ', '}<code>${String(value)}</code>`)}`;
  if (schema.type === 'array') return html`list of ${typeOf(schema.items ?? {})}`;
  if (schema.properties !== undefined) return html`object`;
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}${schema.format !== undefined && html` (${schema.format})`}`;
}

function lastOf(ref: string): string {
  return ref.split('/').at(-1) ?? ref;
}

/** The little Markdown that our own texts have: code, bold and emphasis. */
function prose(text: string): Html {
  const escaped = html`${text}`.markup;
  return new Html(escaped.replace(/`([^`]+)`/g, '<code>$1</code>').replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>').replace(/ \*(\w+)\*$/, ' <small>$1</small>'));
}

const STYLE = `
:root{font:16px/1.5 system-ui,sans-serif;--ink:#1d2430;--soft:#5b6472;--paper:#fff;--shade:#f4f5f7;--line:#e4e7ec;--link:#14532d;--get:#dbeafe;--post:#dcfce7;--change:#fef3c7;--away:#fee2e2;color:var(--ink);background:var(--paper);scroll-padding-top:1rem}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#9aa4b2;--paper:#14181f;--shade:#1f252e;--line:#313a46;--link:#86efac;--get:#1e3a5f;--post:#14432a;--change:#4d3a0c;--away:#571c1c}}
*{box-sizing:border-box}body{margin:0;display:grid;grid-template-columns:13rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.25rem 1rem;background:var(--shade);border-right:1px solid var(--line)}
nav ul{list-style:none;margin:.75rem 0;padding:0}nav a{display:block;padding:.2rem .5rem;border-radius:6px;text-decoration:none;color:inherit}nav a:hover{background:var(--line)}
main{padding:1.5rem 2rem 6rem;max-width:66rem}a{color:var(--link)}h1,h2,h3{line-height:1.2}h1 small,small{color:var(--soft);font-weight:400;font-size:.8em}
h2{margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line);text-transform:capitalize}h3{margin:2rem 0 .25rem}h4{margin:1.25rem 0 .25rem;color:var(--soft);font-size:.85rem;text-transform:uppercase;letter-spacing:.04em}
details{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;padding:0 .9rem}details[open]{padding-bottom:.9rem}
summary{cursor:pointer;padding:.55rem 0;display:grid;grid-template-columns:4.5rem minmax(0,22rem) minmax(0,1fr);gap:.75rem;align-items:baseline;list-style:none}summary::-webkit-details-marker{display:none}summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
summary code:first-child{text-align:center;font-size:12px;font-weight:600}.path{background:none;padding:0;font-weight:600}
code{font:13.5px ui-monospace,monospace;background:var(--shade);padding:.1rem .3rem;border-radius:4px;overflow-wrap:anywhere}
.get{background:var(--get)}.post{background:var(--post)}.patch,.put{background:var(--change)}.delete{background:var(--away)}
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{text-align:left;vertical-align:top;border-bottom:1px solid var(--line);padding:.35rem .5rem .35rem 0;font-weight:400;overflow-wrap:anywhere}tr:target{background:var(--shade)}
th{width:30%}th+td{width:22%;color:var(--soft)}th code{background:none;padding:0}th i{font-style:normal;color:var(--soft)}th b{color:#dc2626;margin-left:.15rem}
pre{background:var(--shade);padding:.75rem;border-radius:8px;overflow:auto;font-size:13.5px}
@media(max-width:48rem){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}nav ul{display:flex;flex-wrap:wrap;gap:.25rem;margin:.5rem 0 0}nav a{background:var(--paper);border:1px solid var(--line);padding:.35rem .7rem}
main{padding:1rem 1rem 4rem}summary{grid-template-columns:4.5rem minmax(0,1fr)}summary span{grid-column:1/-1}
table,tbody,tr,th,td{display:block;width:auto!important}tr{border-bottom:1px solid var(--line);padding:.5rem 0}th,td{border:0;padding:0}th+td{font-size:.9em}}
`;
