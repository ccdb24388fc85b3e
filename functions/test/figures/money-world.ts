import { startStack, type OwnStack } from '../../../local/stack/index.ts';
import { closeDatabase } from '../../src/platform/firestore.ts';
import { anInvoice, type InvoiceReply } from '../builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../builders/organisation.ts';

/** An organisation with one open invoice, and the world around it. */
export interface Scene {
  readonly stack: OwnStack;
  readonly office: BuiltOrganisation;
  readonly invoice: InvoiceReply;
}

/** Runs `work` on emulators and a world of its own; the actions run in this process. */
export async function inMoneyWorld<T>(work: (stack: OwnStack) => Promise<T>): Promise<T> {
  const stack = await startStack({ functions: false, world: true });
  Object.assign(process.env, stack.env);
  try {
    return await work(stack);
  } finally {
    await closeDatabase();
    await stack.stop();
  }
}

/** A fresh office with an invoice; Stripe's events wait until they are handed over. */
export async function aScene(stack: OwnStack): Promise<Scene> {
  await stack.world.reset();
  await stack.world.setDelivery('hold');
  const office = await anOrganisation();
  return { stack, office, invoice: await anInvoice(office) };
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
