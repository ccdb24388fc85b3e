/** A guide as a program: its code blocks in order, and what they say they print. */
export interface Guide {
  readonly title: string;
  /** TypeScript; it waits where the guide does: for what others do, and for what a listener is to print. */
  readonly program: string;
  /** What `console.log(…); // → …` promises, in order; `…` stands for any text. */
  readonly prints: readonly string[];
  readonly lines: number;
}

const BLOCK = /^```ts\n([\s\S]*?)^```$|^<!-- meanwhile: (.+) -->$/gm;
const PROMISE = /\/\/ → (.+)$/gm;
/** On a line of its own: a promise about what somebody else prints, sooner or later. */
const AWAITED = /^\/\/ → .+$/;

/**
 * Takes a guide apart. `<!-- meanwhile: the customer pays -->`, which no reader sees, is where the test plays the part
 * of somebody else.
 */
export function readGuide(markdown: string): Guide {
  const parts = [...markdown.matchAll(BLOCK)].map(([, code, event]) => code ?? `await meanwhile(${JSON.stringify(event)});\n`);
  const code = parts.join('\n');
  const prints = promisesOf(code);
  return {
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? '',
    program: `import { meanwhile, printed } from './stage.ts';\n${withWaits(code)}\nawait printed(${prints.length});\nprocess.exit(0);\n`,
    prints,
    lines: markdown.split('\n').length,
  };
}

function promisesOf(code: string): string[] {
  return [...code.matchAll(PROMISE)].map(([, text = '']) => text);
}

/** Lets the program go on only when everything is printed that the guide has promised so far. */
function withWaits(code: string): string {
  const lines = code.split('\n');
  return lines.map((line, place) => (AWAITED.test(line) ? `${line}\nawait printed(${promisesOf(lines.slice(0, place + 1).join('\n')).length});` : line)).join('\n');
}

/** Code that all guides share: blocks that begin with the name of their file. */
export function sharedFiles(markdown: string): Readonly<Record<string, string>> {
  const blocks = [...markdown.matchAll(/^```ts\n\/\/ ([\w-]+\.ts)\n([\s\S]*?)^```$/gm)];
  return Object.fromEntries(blocks.map(([, name = '', code = '']) => [name, code]));
}

/** Puts what there really is in place of what the guide says that the reader's own will be. */
export function withPlaces(program: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce((text, [place, real]) => text.replaceAll(place, real), program);
}

/** The first promise that what was printed does not keep, or `undefined`. */
export function brokenPromise(prints: readonly string[], printed: readonly string[]): string | undefined {
  let at = 0;
  return prints.find((promise) => {
    const pattern = new RegExp(`^${promise.split('…').map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
    const found = printed.findIndex((line, place) => place >= at && pattern.test(line));
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}
