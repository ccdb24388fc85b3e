import { type OwnStack } from '../../../local/stack/index.ts';
import { anInvoice, type InvoiceReply } from '../builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../builders/organisation.ts';
import { Stacks } from './kept-stack.ts';

/** An organisation with one open invoice, and the world around it. */
export interface Scene {
  readonly stack: OwnStack;
  readonly office: BuiltOrganisation;
  readonly invoice: InvoiceReply;
}

/** Emulators and a world; the actions run in this process. */
export const moneyWorlds = new Stacks({ functions: false, world: true });

/** Runs `work` in a world of its own. */
export function inMoneyWorld<T>(work: (stack: OwnStack) => Promise<T>): Promise<T> {
  return moneyWorlds.lend(work);
}

/** Nothing has happened yet, and Stripe's events wait until they are handed over. */
export async function freshWorld({ world }: OwnStack): Promise<void> {
  await world.reset();
  await world.setClock(0);
  await world.setDelivery('hold');
}

/** One more office with an invoice, beside those that are there. */
export async function anotherScene(stack: OwnStack): Promise<Scene> {
  const office = await anOrganisation();
  return { stack, office, invoice: await anInvoice(office) };
}

/** A fresh office with an invoice in a fresh world. */
export async function aScene(stack: OwnStack): Promise<Scene> {
  await freshWorld(stack);
  return anotherScene(stack);
}

/** A random source that gives the same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}
