import type { Bill } from '../billed/meter.ts';
import { COMPUTE, RENDER, SENT, type Flow } from './flows.ts';

/** The shape of bench/prices.json, as far as it is computed with. Prices in US dollars. */
export interface Prices {
  readonly retrieved: string;
  readonly euroPerDollar: { readonly value: number; readonly source: string };
  readonly firestore: {
    readonly readsPer100k: number;
    readonly writesPer100k: number;
    readonly deletesPer100k: number;
    readonly gibMonth: number;
    readonly freePerDay: Bill;
  };
  readonly functions: {
    readonly vcpuSecond: number;
    readonly gibSecond: number;
    readonly requestsPerMillion: number;
    readonly freePerMonth: { readonly vcpuSeconds: number; readonly gibSeconds: number; readonly requests: number };
  };
  readonly tasks: { readonly perMillion: number; readonly freePerMonth: number };
  readonly network: { readonly gib: number; readonly freeGibPerMonth: number };
  readonly storage: { readonly gibMonth: number; readonly classAPer1000: number; readonly classBPer1000: number };
}

/** What is used up in a month, before anything that is free is taken off. */
export interface Usage extends Bill {
  requests: number;
  vcpuSeconds: number;
  gibSeconds: number;
  tasks: number;
  filesWritten: number;
  filesRead: number;
  documentGib: number;
  fileGib: number;
  /** Sent to people's devices. */
  networkGib: number;
}

export const NOTHING: Usage = {
  reads: 0, writes: 0, deletes: 0, requests: 0, vcpuSeconds: 0, gibSeconds: 0, tasks: 0, filesWritten: 0, filesRead: 0, documentGib: 0, fileGib: 0, networkGib: 0,
};

export function plus(one: Usage, other: Usage): Usage {
  return Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value + other[key as keyof Usage]])) as unknown as Usage;
}

export function times(usage: Usage, factor: number): Usage {
  return Object.fromEntries(Object.entries(usage).map(([key, value]) => [key, value * factor])) as unknown as Usage;
}

const GIB = 2 ** 30;

/** One order or invoice. @throws Error when a step was never counted */
export function usageOf(flow: Flow, billOf: (step: string) => Bill): Usage {
  const usage = { ...NOTHING, reads: flow.heard, tasks: 2 * flow.tasks, filesWritten: flow.filesWritten, filesRead: flow.filesRead };
  for (const [step, often] of Object.entries(flow.steps)) {
    const bill = billOf(step);
    const { ms, vcpu, gib } = step.includes('pdf') ? RENDER : COMPUTE;
    usage.reads += bill.reads * often;
    usage.writes += bill.writes * often;
    usage.deletes += bill.deletes * often;
    usage.requests += often;
    usage.vcpuSeconds += (ms / 1000) * vcpu * often;
    usage.gibSeconds += (ms / 1000) * gib * often;
  }
  const sent = flow.heard * SENT.document + usage.requests * SENT.reply + flow.filesRead * (flow.fileBytes / Math.max(1, flow.filesWritten));
  return { ...usage, documentGib: flow.documentBytes / GIB, fileGib: flow.fileBytes / GIB, networkGib: sent / GIB };
}

const DAYS = 30;

/** Dollars of a month, by what they are paid for. */
export interface Cost {
  readonly firestore: number;
  readonly functions: number;
  readonly rest: number;
}

/** @param free whether what Google gives away is taken off; it is given once per project and account */
export function costOf(usage: Usage, prices: Prices, free: boolean): Cost {
  const { firestore, functions, tasks, network, storage } = prices;
  const billed = (used: number, given: number): number => Math.max(0, used - (free ? given : 0));
  return {
    firestore:
      (billed(usage.reads, firestore.freePerDay.reads * DAYS) * firestore.readsPer100k) / 1e5 +
      (billed(usage.writes, firestore.freePerDay.writes * DAYS) * firestore.writesPer100k) / 1e5 +
      (billed(usage.deletes, firestore.freePerDay.deletes * DAYS) * firestore.deletesPer100k) / 1e5 +
      billed(usage.documentGib, 1) * firestore.gibMonth,
    functions:
      billed(usage.vcpuSeconds, functions.freePerMonth.vcpuSeconds) * functions.vcpuSecond +
      billed(usage.gibSeconds, functions.freePerMonth.gibSeconds) * functions.gibSecond +
      (billed(usage.requests, functions.freePerMonth.requests) * functions.requestsPerMillion) / 1e6,
    rest:
      (billed(usage.tasks, tasks.freePerMonth) * tasks.perMillion) / 1e6 +
      billed(usage.networkGib, network.freeGibPerMonth) * network.gib +
      usage.fileGib * storage.gibMonth +
      (usage.filesWritten * storage.classAPer1000) / 1e3 +
      (usage.filesRead * storage.classBPer1000) / 1e3,
  };
}

export function total({ firestore, functions, rest }: Cost): number {
  return firestore + functions + rest;
}
