import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './bootstrap/root.mjs';
import { runningStack } from './stack/running.ts';
import { startStack } from './stack/index.ts';
import { tellStory, type StoryStep } from './story/story.ts';

const json = process.argv.includes('--json');
const steps: StoryStep[] = [];

/** Prints each step when it is done, with the time it took. */
function report(step: StoryStep): void {
  steps.push(step);
  if (!json) console.log(`${String(step.ms).padStart(6)} ms  ${step.name}`);
}

async function demo(): Promise<void> {
  const running = await runningStack();
  const own = running === undefined ? await startStack({ ports: 'free' }) : undefined;
  try {
    const stack = running ?? own;
    if (stack === undefined) throw new Error('no stack to tell the story on');
    const { invoice, pdf } = await tellStory(stack, { onStep: report });
    const file = join(ROOT, 'demo-output', `invoice-${invoice.number}.pdf`);
    await mkdir(join(ROOT, 'demo-output'), { recursive: true });
    await writeFile(file, pdf);
    const total = steps.reduce((sum, { ms }) => sum + ms, 0);
    if (json) console.log(JSON.stringify({ ok: true, steps, invoice }));
    else console.log(`\n${String(total).padStart(6)} ms  the whole story; the invoice is demo-output/invoice-${invoice.number}.pdf`);
  } finally {
    await own?.stop();
  }
}

try {
  await demo();
  process.exit(0);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  if (json) console.log(JSON.stringify({ ok: false, steps, error: message }));
  console.error(`The story stopped after "${steps.at(-1)?.name ?? 'nothing'}": ${message}`);
  process.exit(1);
}
