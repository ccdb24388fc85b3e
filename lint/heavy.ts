import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleAll } from '../functions/build/bundle.mjs';

/** Packages that cost every cold start and serve few calls: they belong behind `await import('….lazy.ts')`. */
export const HEAVY = ['stripe', 'resend', 'svix', 'react', 'react-dom', '@react-pdf', 'pdfkit', 'fontkit', 'qrcode', 'xmlbuilder2', 'exceljs', 'sharp', 'twilio'];

/** What esbuild tells about the files of a bundle. */
interface Metafile {
  inputs: Record<string, { bytes: number; imports: { path: string }[] }>;
}

/**
 * Bundles everything, in memory, and looks for heavy packages in the bundle that every instance loads.
 * @returns one line for each, with the imports that lead to it
 * @throws Error when something does not bundle, as a lazy file with a copy of what must exist once
 */
export async function heavyInMain(src: string): Promise<string[]> {
  const entry = join(src, 'index.ts');
  if (!existsSync(entry)) return [];
  const { metafile } = (await bundleAll({ src, entry, out: undefined })) as { metafile: Metafile };
  return findHeavy(metafile);
}

export function findHeavy({ inputs }: Metafile): string[] {
  const importers = new Map<string, string>();
  for (const [file, { imports }] of Object.entries(inputs)) {
    for (const { path } of imports) if (!importers.has(path)) importers.set(path, file);
  }
  const first = new Map<string, string>();
  for (const file of Object.keys(inputs)) {
    const name = packageOf(file);
    if (name !== undefined && HEAVY.includes(name) && !first.has(name)) first.set(name, file);
  }
  return [...first].map(([name, file]) => `${name} is in the main bundle: ${chain(file, importers).join(' → ')}`);
}

function packageOf(file: string): string | undefined {
  const parts = file.split('node_modules/').at(-1)?.split('/') ?? [];
  if (!file.includes('node_modules/')) return undefined;
  return parts[0];
}

/** The imports that lead from the entry to a file. */
function chain(file: string, importers: Map<string, string>): string[] {
  const path = [file];
  for (let at = importers.get(file); at !== undefined && !path.includes(at); at = importers.get(at)) {
    path.unshift(at);
  }
  return path;
}
