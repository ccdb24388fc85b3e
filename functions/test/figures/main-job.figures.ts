import { type OwnStack } from '../../../local/stack/index.ts';
import { tellStory, type StoryOptions, type StoryStep } from '../../../local/story/story.ts';
import type { Figure, FigureResult } from './figure.ts';
import { Stacks } from './kept-stack.ts';

const part = 'main-job';

/** Points at which work is under way that nobody waits for: each ends the functions process in the middle of it. */
const KILL_POINTS = [
  'a bookkeeper is invited',
  'the quote is sent',
  'the customer accepts on the public page',
  'the invoice is finalised',
  "Stripe's events arrive twice and in the wrong order",
];

/** Everything deployed, and the world around it. */
export const mainJobStacks = new Stacks({});

const onStack = <T>(work: (stack: OwnStack) => Promise<T>): Promise<T> => mainJobStacks.lend(work);

/** The story with the time of each step; the story itself fails when anything in it is not as it should be. */
async function timed(stack: OwnStack, options: StoryOptions = {}): Promise<StoryStep[]> {
  const steps: StoryStep[] = [];
  await tellStory(stack, { ...options, onStep: (step) => steps.push(step) });
  return steps;
}

const sum = (steps: readonly StoryStep[]) => steps.reduce((total, { ms }) => total + ms, 0);

function below(limitMs: number, ms: number): FigureResult {
  return { value: ms, ok: ms < limitMs };
}

export const mainJobFigures: Figure[] = [
  {
    part,
    name: 'the whole story, from sign-up to paid',
    bar: '< 15000 ms',
    timed: true,
    run: () => onStack(async (stack) => below(15_000, sum(await timed(stack)))),
  },
  {
    part,
    name: 'from finalising to PDF stored and mail handed over',
    bar: '< 3000 ms',
    timed: true,
    run: () =>
      onStack(async (stack) => {
        const steps = await timed(stack);
        const from = steps.findIndex(({ name }) => name === 'the invoice is finalised');
        return below(3_000, sum(steps.slice(from, from + 2)));
      }),
  },
  {
    part,
    name: "Stripe's events 20 times each, in parallel and shuffled: rounds with one payment, one receipt and one push",
    bar: 'every round',
    run: ({ rounds, seed }) =>
      onStack(async (stack) => {
        for (let round = 0; round < rounds; round += 1) {
          await timed(stack, { delivery: { times: 20, order: 'shuffled', parallel: true, seed: seed + round } });
        }
        return { value: rounds, ok: true };
      }),
  },
  {
    part,
    name: 'points at which the functions process is killed and the story ends the same',
    bar: '5 points',
    // In full each point has a story of its own; in few rounds one story is killed at all of them.
    run: ({ rounds }) =>
      onStack(async (stack) => {
        const stories = rounds >= 20 ? KILL_POINTS.map((point) => [point]) : [KILL_POINTS];
        const reached = new Set<string>();
        for (const points of stories) {
          await tellStory(stack, {
            between: async (step) => {
              if (!points.includes(step)) return;
              await killed(stack);
              reached.add(step);
            },
          });
        }
        return { value: reached.size, ok: reached.size === 5 };
      }),
  },
];

/** Ends the process, starts it again, and lets the time come at which what was under way is taken up again. */
async function killed(stack: OwnStack): Promise<void> {
  await stack.killFunctions();
  await stack.startFunctions();
  await stack.advanceClock(6 * 60_000);
  await stack.run('sweep');
}
