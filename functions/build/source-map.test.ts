import { SourceMap } from 'node:module';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { build } from 'esbuild';
import { filterMappings } from './source-map.mjs';

/** A bundle of files whose lines say where they come from. */
async function bundle(sizes: number[]): Promise<{ text: string; map: { version: number; sources: string[]; mappings: string } }> {
  const file = (i: number): string => Array.from({ length: sizes[i] ?? 0 }, (_, line) => `console.log("file${i}.js", ${line + 1});`).join('\n');
  const result = await build({
    stdin: { contents: sizes.map((_, i) => `import "file${i}.js";`).join('\n') },
    bundle: true,
    minify: true,
    write: false,
    sourcemap: 'external',
    outfile: 'out.js',
    plugins: [
      {
        name: 'files',
        setup(b) {
          b.onResolve({ filter: /^file/ }, ({ path }) => ({ path, namespace: 'f' }));
          b.onLoad({ filter: /./, namespace: 'f' }, ({ path }) => ({ contents: file(parseInt(path.slice(4), 10)) }));
        },
      },
    ],
  });
  const [map, code] = result.outputFiles;
  return { text: code?.text ?? '', map: JSON.parse(map?.text ?? '{}') as { version: number; sources: string[]; mappings: string } };
}

test('what is kept points where it did, and what is dropped points nowhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 }), fc.infiniteStream(fc.boolean()), async (sizes, choice) => {
      const { text, map } = await bundle(sizes);
      const keep = map.sources.map(() => choice.next().value === true);
      const filtered = new SourceMap({ ...map, sources: [...map.sources, 'nowhere'], mappings: filterMappings(map.mappings, keep) } as never);
      for (const { index, 1: file = '', 2: line = '' } of text.matchAll(/console\.log\("(file\d+\.js)",(\d+)\)/g)) {
        const before = text.slice(0, index).split('\n');
        const entry = filtered.findEntry(before.length - 1, before.at(-1)?.length ?? 0) as { originalSource?: string; originalLine?: number };
        const kept = keep[map.sources.findIndex((source) => source.endsWith(file))] ?? false;
        if (kept) expect([entry.originalSource, (entry.originalLine ?? 0) + 1]).toEqual([`f:${file}`, parseInt(line, 10)]);
        // Nothing is mapped before the first thing kept.
        else expect(entry.originalSource ?? 'nowhere').toBe('nowhere');
      }
    }),
    { numRuns: 25 },
  );
});
