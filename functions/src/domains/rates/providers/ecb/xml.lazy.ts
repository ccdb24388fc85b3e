import { XMLParser } from 'fast-xml-parser';

/** Every `Cube` is a list, also of one; values stay text, since a rate must never pass through a binary fraction. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseAttributeValue: false,
  isArray: (_name, path, _isLeaf, isAttribute) => !isAttribute && String(path).startsWith('Envelope.Cube.Cube'),
});

/** An XML file as plain objects, unchecked. */
export function parseXml(xml: string): unknown {
  return parser.parse(xml);
}
