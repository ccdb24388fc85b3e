import { html, type Answer, type WorldRequest } from '../http.ts';
import type { WorldState } from '../world.ts';

/** The pages for people. */
export function createPages(_world: WorldState): (req: WorldRequest) => Answer | undefined {
  return (req) => (req.path === '/' ? html('<!doctype html><title>Outside world</title><h1>Outside world</h1>') : undefined);
}
