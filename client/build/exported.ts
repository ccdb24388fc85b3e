import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Something that an entry point exports, as its source declares it. */
export interface Exported {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'interface' | 'type';
  /** Its own documentation as Markdown; empty when there is none. */
  readonly text: string;
  /** What of it a program can see, as TypeScript. */
  readonly declaration: string;
}

const EXPORT = /^export (?:type )?\{([^}]*)\} from '([^']+)';$/gm;

/**
 * All that the entry point names, in its order. What it passes on with `*` is generated and told of elsewhere.
 * @throws Error for a name whose declaration is not found
 */
export async function exportedBy(entry: string): Promise<Exported[]> {
  const index = await readFile(entry, 'utf8');
  const found = [...index.matchAll(EXPORT)].map(async ([, names = '', file = '']) => {
    const source = await readFile(join(dirname(entry), file), 'utf8');
    return names.split(',').map((name) => declarationIn(source, name.replace(/^\s*(type )?/, '').trim()));
  });
  return (await Promise.all(found)).flat();
}

function declarationIn(source: string, name: string): Exported {
  const head = new RegExp(`(/\\*\\*(?:[^*]|\\*(?!/))*\\*/\\n)?^export (?:declare )?(function|class|interface|type) ${name}\\b`, 'm').exec(source);
  if (head === null) throw new Error(`there is no declaration of ${name} where the entry point takes it from`);
  const [, comment = '', kind = ''] = head;
  const start = head.index + comment.length + 'export '.length;
  return { name, kind: kind as Exported['kind'], text: prose(comment), declaration: BODIES[kind as Exported['kind']](source.slice(start)) };
}

/** How much of the source after `export` is the declaration, by kind. */
const BODIES: Readonly<Record<Exported['kind'], (rest: string) => string>> = {
  function: (rest) => `${/^[^]*?(?= \{\n)/.exec(rest)?.[0]};`,
  interface: (rest) => rest.slice(0, rest.indexOf('\n}\n') + 2),
  type: (rest) => rest.slice(0, rest.search(/;\n(\n|$|export|\/\*\*|const|type|interface)/) + 1),
  class: (rest) => publicFace(rest.slice(0, rest.indexOf('\n}\n'))),
};

/** A class without what only it sees: private members and bodies. */
function publicFace(source: string): string {
  const [head = '', ...lines] = source.split('\n');
  const face: string[] = [];
  let comment: string[] = [];
  for (const line of lines) {
    if (/^ {2}(\/\*\*| \*)/.test(line)) comment.push(line);
    else if (/^ {2}(?!private|constructor|[}\]/])\S/.test(line)) face.push(...comment.splice(0), `${line.replace(/( \{| = .*;|;)$/, '')};`);
    else comment = [];
  }
  return [head, ...face, '}'].join('\n');
}

/** A documentation comment as running text, its tags as sentences. */
function prose(comment: string): string {
  const lines = comment.replace(/^\/\*\*|\*\/\n?$/g, '').split('\n').map((line) => line.replace(/^ *\* ?/, '').trim());
  return lines
    .join('\n')
    .replace(/\s*@returns (.)/g, (_, first: string) => `\nReturns ${first}`)
    .replace(/\s*@throws (.)/g, (_, first: string) => `\nThrows ${first}`)
    .replace(/\s*@param (\S+) /g, '\n`$1`: ')
    .trim()
    .replace(/\n(?=Returns |Throws |`\w+`: )/g, '  \n');
}
