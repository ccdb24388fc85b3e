/** Reads back what `Sheet` wrote, for tests: the text of each page, the fonts, the structure. Not a general reader. */
import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

/** What a test asks of a PDF. */
export interface ReadPdf {
  /** The text of each page, in the order in which it was drawn, a space between its pieces. */
  readonly pages: readonly string[];
  /** PostScript names of the embedded fonts, without the tag of the subset. */
  readonly fonts: readonly string[];
  /** How often each structure type occurs. */
  readonly tags: Readonly<Record<string, number>>;
  readonly links: readonly string[];
  /** The whole file as one byte per character. */
  readonly raw: string;
}

function objectsOf(raw: string): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  for (const match of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match;
    const at = body.indexOf('\nstream\n');
    const dictionary = at < 0 ? body : body.slice(0, at);
    const bytes = at < 0 ? '' : body.slice(at + 8, body.lastIndexOf('\nendstream'));
    const isPacked = dictionary.includes('/FlateDecode') && !dictionary.includes('/XObject');
    const stream = isPacked ? inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1') : bytes;
    objects.set(Number(id), { dictionary, stream });
  }
  return objects;
}

function referenced(dictionary: string, name: string, objects: ReadonlyMap<number, PdfObject>): PdfObject | undefined {
  const id = new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1];
  return id === undefined ? undefined : objects.get(Number(id));
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

/** What each glyph of a font stands for, from its ToUnicode map. */
function glyphs(font: PdfObject | undefined, objects: ReadonlyMap<number, PdfObject>): string[] {
  const map = font ? (referenced(font.dictionary, 'ToUnicode', objects)?.stream ?? '') : '';
  const characters: string[] = [];
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    const first = Number.parseInt(from, 16);
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], index) => {
      characters[first + index] = utf16(hex.replaceAll(' ', ''));
    });
  }
  return characters;
}

function pageText(page: PdfObject, objects: ReadonlyMap<number, PdfObject>): string {
  const resources = referenced(page.dictionary, 'Resources', objects)?.dictionary ?? '';
  const content = referenced(page.dictionary, 'Contents', objects)?.stream ?? '';
  const maps = new Map<string, string[]>();
  let characters: string[] = [];
  const pieces: string[] = [];
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) {
      characters = maps.get(font) ?? glyphs(referenced(resources, font, objects), objects);
      maps.set(font, characters);
    } else if (shown !== undefined) {
      const hex = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, part = '']) => part).join('');
      pieces.push((hex.match(/.{4}/g) ?? []).map((glyph) => characters[Number.parseInt(glyph, 16)] ?? '?').join('').trimEnd());
    }
  }
  return pieces.filter(Boolean).join(' ');
}

/** Reads a PDF. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const raw = Buffer.from(bytes).toString('latin1');
  const objects = objectsOf(raw);
  const all = [...objects.values()];
  const pages = all.filter(({ dictionary }) => /\/Type \/Page\n/.test(dictionary));
  const tags: Record<string, number> = {};
  for (const { dictionary } of all) {
    const tag = /^<<\n\/S \/(\w+)\n/.exec(dictionary)?.[1];
    if (tag && dictionary.includes('/K')) tags[tag] = (tags[tag] ?? 0) + 1;
  }
  return {
    pages: pages.map((page) => pageText(page, objects)),
    fonts: [...new Set([...raw.matchAll(/\/FontName \/[A-Z]+\+([\w-]+)/g)].map(([, name = '']) => name))],
    tags,
    links: [...raw.matchAll(/\/URI \(([^)]*)\)/g)].map(([, url = '']) => url),
    raw,
  };
}
