/** XML with nothing empty in it (PEPPOL-EN16931-R008), by fast-xml-parser's builder. */
import { XMLBuilder } from 'fast-xml-parser';
import { printable } from '../printable-text.ts';

/** An element: text, elements by name in the order of the schema, or several of one name. */
export type Xml = string | XmlElements | readonly Xml[] | undefined;

/** Elements by name. `@_name` is an attribute, `#text` the text of an element that has attributes. */
export interface XmlElements {
  readonly [name: string]: Xml;
}

/** Text on one line, fit for XML; undefined when nothing is left of it. */
export function text(value: string | undefined, maxLength?: number): string | undefined {
  const clean = printable(value ?? '').replace(/\s+/g, ' ').trim();
  return (maxLength === undefined ? clean : [...clean].slice(0, maxLength).join('').trim()) || undefined;
}

/** An element with text and one attribute; undefined when the text is. */
export function withAttribute(value: string | undefined, name: string, attribute: string | undefined): Xml {
  if (value === undefined) return undefined;
  return attribute === undefined ? value : { [`@_${name}`]: attribute, '#text': value };
}

/** The same without elements that hold nothing; undefined when that is all of them. */
function pruned(value: Xml): Xml {
  if (value === undefined || typeof value === 'string') return value || undefined;
  if (isList(value)) {
    const kept = value.map(pruned).filter((each) => each !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  const kept = Object.entries(value).flatMap(([name, child]) => {
    const rest = pruned(child);
    return rest === undefined ? [] : [[name, rest] as const];
  });
  return kept.some(([name]) => !name.startsWith('@_')) ? Object.fromEntries(kept) : undefined;
}

function isList(value: Xml): value is readonly Xml[] {
  return Array.isArray(value);
}

/** Writes a document with one root element. */
export function writeXml(root: string, content: XmlElements): string {
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@_', format: true, indentBy: '  ', processEntities: true, suppressBooleanAttributes: false });
  return builder.build({ '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' }, [root]: pruned(content) });
}
