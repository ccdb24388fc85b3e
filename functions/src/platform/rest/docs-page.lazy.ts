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
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} API</title><style>${new Html(STYLE)}</style></head><body>
<nav aria-label="Parts"><strong>${info.title} API ${info.version}</strong><ul>${tags.map(({ name }) => html`<li><a href="#tag-${name}">${name}</a></li>`)}<li><a href="#schemas">schemas</a></li><li><a href="#codes">problems</a></li></ul></nav>
<main><h1>${info.title} API</h1>${info.description.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
<p><a href="openapi.json">OpenAPI 3.1 document</a></p>
${tags.map(({ name, description }) => section(document, name, description))}
<h2 id="schemas">Schemas</h2>${Object.entries(components.schemas).map(([name, schema]) => html`<section><h3 id="schema-${name}">${name}</h3>${shape(schema)}</section>`)}
<h2 id="codes">Problems</h2><dl>${Object.entries(errorKinds).map(([code, { http, say }]) => html`<dt id="${code}"><code>${code}</code> ${http}</dt><dd>${say.en}</dd>`)}</dl>
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
  return html`<details id="${operationId}"><summary><code class="${method}">${method.toUpperCase()}</code> <code>${path}</code> ${summary}${deprecated === true && html` <em>(deprecated)</em>`}</summary>
<p>${prose(description)}</p>
${known.length > 0 && html`<h4>Parameters</h4><table>${known.map((parameter) => row(parameter.name, parameter.schema ?? {}, parameter.required === true, `${parameter.in}. ${parameter.description ?? ''}`))}</table>`}
${body?.schema !== undefined && html`<h4>Body</h4>${shape(body.schema)}`}
${body?.example !== undefined && html`<h4>Example</h4><pre>${JSON.stringify(body.example, null, 2)}</pre>`}
<h4>Reply ${status}</h4>${reply === undefined ? html`<p>Nothing.</p>` : shape(reply)}</details>`;
}

function shape(schema: Schema): Html {
  const { properties, required = [] } = schema;
  if (properties === undefined) return html`<p>${typeOf(schema)} ${prose(schema.description ?? '')}</p>`;
  return html`<table>${Object.entries(properties).map(([name, inner]) => row(name, inner, required.includes(name), inner.description ?? ''))}</table>`;
}

function row(name: string, schema: Schema, required: boolean, words: string): Html {
  return html`<tr><th scope="row"><code>${name}</code>${required && html`<span title="required">*</span>`}</th><td>${typeOf(schema)}</td><td>${prose(words)}</td></tr>`;
}

/** A type in a few words, with links to what has a name. */
function typeOf(schema: Schema): Html {
  if (schema.$ref !== undefined) return html`<a href="#schema-${lastOf(schema.$ref)}">${lastOf(schema.$ref)}</a>`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return new Html(choices.map((choice) => typeOf(choice).markup).join(' or '));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) return html`${schema.enum.map((value, place) => html`${place > 0 && ', '}<code>${String(value)}</code>`)}`;
  if (schema.type === 'array') return html`list of ${typeOf(schema.items ?? {})}`;
  if (schema.properties !== undefined) return html`object with ${Object.keys(schema.properties).join(', ')}`;
  return html`${[schema.type ?? 'anything'].flat().join(' or ')}${schema.format !== undefined && html` (${schema.format})`}`;
}

function lastOf(ref: string): string {
  return ref.split('/').at(-1) ?? ref;
}

/** The little Markdown that our own texts have: code and bold. */
function prose(text: string): Html {
  const escaped = html`${text}`.markup;
  return new Html(escaped.replace(/`([^`]+)`/g, '<code>$1</code>').replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>'));
}

const STYLE = `
:root{font:16px/1.5 system-ui,sans-serif;color:#1d2430;background:#fff}
body{margin:0;display:grid;grid-template-columns:14rem minmax(0,1fr)}nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;background:#f4f5f7;box-sizing:border-box}
nav ul{list-style:none;padding:0}main{padding:1rem 2rem;max-width:64rem}a{color:#14532d}
details{border:1px solid #e4e7ec;border-radius:8px;margin:.5rem 0;padding:.5rem .75rem}summary{cursor:pointer}
code{font:14px ui-monospace,monospace;background:#f4f5f7;padding:.1rem .25rem;border-radius:4px}
.get{background:#dbeafe}.post{background:#dcfce7}.patch,.put{background:#fef3c7}.delete{background:#fee2e2}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #e4e7ec;padding:.25rem .5rem;font-weight:400}
pre{background:#f4f5f7;padding:.75rem;border-radius:8px;overflow:auto}th span{color:#b91c1c}
@media(max-width:48rem){body{display:block}nav{position:static;height:auto}}
`;
