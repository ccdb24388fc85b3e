import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE } from '../bootstrap/root.mjs';
import { functionsUrlOf } from '../stack/config.ts';
import { startStack } from '../stack/index.ts';
import { DEFAULT_PORTS } from '../stack/ports.ts';
import { Person } from '../story/person.ts';
import { Calendar } from './calendar.ts';
import { CAST, assertAccounts, signedInCast, type Cast } from './cast.ts';
import type { Stage } from './business.ts';
import { playContractor } from './contractor/contractor.ts';
import { forgetEvents, keepExport, onlyAccounts } from './keep.ts';
import { playMeals } from './meals/meals.ts';
import { playPizzeria } from './pizzeria/pizzeria.ts';

/** The first weeks of three businesses, one after the other: what is played first is not touched by the next. */
const PLAYS = { contractor: playContractor, pizzeria: playPizzeria, meals: playMeals };

/** Links in mails and documents must work where the data is used, which is `npm start` on the usual ports. */
const USUAL_LINKS = { API_URL: `${functionsUrlOf('demo-toonbank', DEFAULT_PORTS)}/api`, APP_URL: `http://127.0.0.1:${DEFAULT_PORTS.world}` };

/** Plays everything on a stack of its own and leaves the export in a folder. */
async function play(accounts: string, exported: string): Promise<void> {
  const stack = await startStack({ ports: 'free', settings: USUAL_LINKS, importDir: accounts, exportDir: exported });
  const passer = new Person(stack, 'nobody');
  const cast = await signedInCast(stack);
  try {
    await introduce(cast);
    const stage: Stage = { stack, calendar: new Calendar(stack), cast, passer };
    for (const [name, playOne] of Object.entries(PLAYS)) {
      const began = performance.now();
      await playOne(stage);
      await stack.awaitIdle();
      console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${name}`);
    }
    await forgetEvents(stack);
  } finally {
    await Promise.allSettled([passer, ...Object.values(cast)].map((person) => person.leave()));
    await stack.stop();
  }
}

async function introduce(cast: Cast): Promise<void> {
  for (const [name, { name: fullName, language }] of Object.entries(CAST)) {
    await cast[name as keyof Cast].call('accounts/sign-up-profile', { name: fullName, language });
  }
}

const work = join(CACHE, `seed-${process.pid}`);
try {
  await assertAccounts();
  await mkdir(work, { recursive: true, mode: 0o700 });
  await onlyAccounts(join(work, 'accounts'));
  await play(join(work, 'accounts'), join(work, 'exported'));
  await keepExport(join(work, 'exported'));
  console.log('emulator-data/ is new; npm start begins with it.');
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await rm(work, { recursive: true, force: true });
  process.exit();
}
