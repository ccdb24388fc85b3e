import * as z from 'zod';
import { AppError, type Say } from '../../platform/errors.ts';

/** What went wrong, in the words of either language: who looks at it reads the organisation's. */
export const Problem = z.object({ nl: z.string(), en: z.string() }).nullable().default(null);

/** How an invoice that is due by itself is tried. */
export interface Attempt {
  /** What went wrong before: with it, only a draft is made. */
  readonly problem: Say | null;
  /** Not even a draft could be made: somebody has to look at it. */
  readonly giveUp: boolean;
}

/** What a person has to mend; anything else is worth another try at the next sweep. */
const LASTING: ReadonlySet<AppError['code']> = new Set(['invalid-input', 'wrong-state', 'not-found', 'limit-reached']);

/** Periods that one sweep bills of one document; after a longer silence the next sweep goes on. */
const MAX_PERIODS = 60;

/**
 * Bills all periods that are due, one after the other.
 * @param bill bills one; says whether another is due
 */
export async function catchUp(bill: (attempt: Attempt) => Promise<boolean>): Promise<void> {
  for (let period = 0; period < MAX_PERIODS; period += 1) {
    if (!(await asFarAsPossible(bill))) return;
  }
}

/**
 * Issued if it can be; a draft with a word to the staff if it cannot; given up if not even that. So nothing is lost, and
 * nothing is tried every minute for ever.
 */
async function asFarAsPossible(bill: (attempt: Attempt) => Promise<boolean>): Promise<boolean> {
  let problem: Say | null = null;
  for (const giveUp of [false, false, true]) {
    try {
      return await bill({ problem, giveUp });
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !LASTING.has(thrown.code)) throw thrown;
      problem = clipped(thrown.say);
    }
  }
  return false;
}

/** An e-invoice may have a long list of objections; the first of them say enough. */
function clipped({ nl, en }: Say): Say {
  return { nl: nl.slice(0, 1_000), en: en.slice(0, 1_000) };
}
