import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { buildIfStale } from '../functions/build/build.mjs';
import { aPaperInvoice } from '../functions/src/domains/documents/a-paper-document.ts';
import type { PaperDocument, RenderedPdf } from '../functions/src/domains/documents/document-model.ts';
import { ROOT } from '../local/bootstrap/root.mjs';
import { BARE } from './cold-load.ts';
import { barePdf } from './pdf-bare.ts';
import { row, type Bench, type Row } from './row.ts';
import { scaled } from './scale.ts';

/** Lines of an invoice, and how often it is drawn after warming up. */
const SIZES = [[5, scaled(40, 2)], [50, scaled(20, 2)], [500, scaled(20, 1)]] as const;
const WARM_UP = scaled(6, 1);
const COLD_PAIRS = scaled(7, 1);
const MAX_TIMES = 3;
const MAX_PEAK_MIB = 300;
const LEAF = 'domains-documents-render-pdf';

interface Leaf {
  renderPdf(document: PaperDocument): Promise<RenderedPdf>;
}

/** The deployed bundle, loaded as the functions load it. */
async function leafOf(lib: string): Promise<Leaf> {
  const loader = (await import(pathToFileURL(join(lib, 'load.js')).href)) as { load(name: string): Leaf };
  return loader.load(LEAF);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Ours with everything on it, against the lines alone. Taken in turns: what else the machine does then hits both. */
async function warm(leaf: Leaf, lines: number, samples: number): Promise<Row> {
  const document = aPaperInvoice(lines);
  const ratios: number[] = [];
  for (let sample = -WARM_UP; sample < samples; sample += 1) {
    const [mine, floor] = [await timed(() => leaf.renderPdf(document)), await timed(() => barePdf(document))];
    if (sample >= 0) ratios.push(mine / floor);
  }
  return row(`invoice PDF of ${lines} lines, times pdfkit drawing its lines`, ratios, 1, MAX_TIMES);
}

/** Runs a script in a fresh Node. @returns the number it printed */
async function fresh(code: string, cwd: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { cwd, maxBuffer: 2 ** 24 });
  return parseFloat(stdout);
}

const PEAK = `console.log(process.resourceUsage().maxRSS / 1024); process.exit();`;

/** The peak of a process that has rendered 500 lines five times, as an instance does that lives. */
async function peak(lib: string): Promise<Row> {
  const document = JSON.stringify(aPaperInvoice(500));
  const leaf = `const { load } = await import(${JSON.stringify(pathToFileURL(join(lib, 'load.js')).href)}); const { renderPdf } = load('${LEAF}');`;
  const empty = await fresh(`${leaf} ${PEAK}`, ROOT);
  const full = await fresh(`${leaf} const document = ${document}; for (let i = 0; i < 5; i += 1) await renderPdf(document); ${PEAK}`, ROOT);
  return row('peak memory of a process that renders 500 lines, MiB', [full], empty, MAX_PEAK_MIB);
}

/** The same rows, to the first PDF, as a plain use of @react-pdf/renderer would draw them. */
function reactPdf(document: PaperDocument): string {
  const font = join(ROOT, 'functions/src/domains/documents/fonts/noto/noto-sans-400.ttf');
  const rows = document.lines.map(({ description, quantity, unit, unitPriceMinor, netMinor }) => [description, quantity, unit, unitPriceMinor, netMinor].map(String));
  const at = (specifier: string): string => JSON.stringify(pathToFileURL(join(ROOT, 'node_modules', specifier)).href);
  return `
    const R = await import(${at('@react-pdf/renderer/lib/react-pdf.js')});
    const { createElement: h } = (await import(${at('react/index.js')})).default;
    R.Font.register({ family: 'Noto', src: ${JSON.stringify(font)} });
    const cell = (text, key) => h(R.Text, { key, style: { width: 95, fontFamily: 'Noto', fontSize: 9 } }, text);
    const rows = ${JSON.stringify(rows)}.map((cells, key) => h(R.View, { key, style: { flexDirection: 'row' } }, cells.map(cell)));
    await R.renderToBuffer(h(R.Document, null, h(R.Page, { size: 'A4' }, rows)));`;
}

/** From nothing to the first PDF: the deployed entry with its PDF bundle, against the bare SDKs with @react-pdf. */
async function cold(lib: string): Promise<Row> {
  const document = aPaperInvoice(12);
  const clock = (work: string): string => `const start = performance.now(); ${work} console.log(performance.now() - start); process.exit();`;
  const imports = BARE.map((specifier) => `await import('${specifier}');`).join(' ');
  const deployed = `await import(${JSON.stringify(pathToFileURL(join(lib, 'index.js')).href)});
    const { load } = await import(${JSON.stringify(pathToFileURL(join(lib, 'load.js')).href)});
    await load('${LEAF}').renderPdf(${JSON.stringify(document)});`;
  const ratios: number[] = [];
  for (let pair = 0; pair <= COLD_PAIRS; pair += 1) {
    const cwd = join(ROOT, 'functions');
    const [floor, mine] = [await fresh(clock(imports + reactPdf(document)), cwd), await fresh(clock(deployed), cwd)];
    // The first pair only fills the disk cache.
    if (pair > 0) ratios.push(mine / floor);
  }
  return row('cold to the first PDF, times the bare SDKs with @react-pdf', ratios, 1, 0.6);
}

/** Invoices as PDF: warm against pdfkit, memory, and the first one of a cold instance. */
export const pdf: Bench = {
  name: 'pdf',
  floor: 'pdfkit drawing the same rows in the same embedded font and nothing else; cold: the bare SDKs with @react-pdf/renderer to its first PDF',
  async run() {
    const lib = await buildIfStale();
    const leaf = await leafOf(lib);
    const rows: Row[] = [];
    for (const [lines, samples] of SIZES) rows.push(await warm(leaf, lines, samples));
    return [...rows, await peak(lib), await cold(lib)];
  },
};
