import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import { startStack } from '../../../local/stack/index.ts';
import { registry } from '../../src/registry.ts';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly 'x-action': string }>>>>;
}

export interface DescribedActions {
  /** Actions that somebody but the system itself may call. */
  readonly offered: number;
  /** Names that the committed description or the served one lacks, has twice, or has without there being such an action. */
  readonly wrong: readonly string[];
}

/** Counts the actions against docs/openapi.json, and against what the deployed functions serve. */
export async function describedActions(): Promise<DescribedActions> {
  const offered = Object.values(registry.actions).filter(({ who }) => !('access' in who && who.access === 'system')).map(({ name }) => name);
  const committed = JSON.parse(await readFile(join(ROOT, 'docs/openapi.json'), 'utf8')) as Described;
  const wrong = [...differing('docs/openapi.json', offered, committed), ...differing('/v1/openapi.json', offered, await served())];
  return { offered: offered.length, wrong };
}

function differing(where: string, offered: readonly string[], { paths }: Described): string[] {
  const described = Object.values(paths).flatMap((methods) => Object.values(methods).map((operation) => operation['x-action']));
  const names = [...new Set([...offered, ...described])];
  const times = (list: readonly string[], name: string): number => list.filter((one) => one === name).length;
  return names.filter((name) => times(offered, name) !== times(described, name)).map((name) => `${where}: ${name}`);
}

async function served(): Promise<Described> {
  const stack = await startStack({ world: false });
  try {
    const answer = await fetch(`${stack.functionsUrl}/api/v1/openapi.json`);
    return (await answer.json()) as Described;
  } finally {
    await stack.stop();
  }
}
