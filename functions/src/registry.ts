import { actions } from './actions.generated.ts';
import { type EventHandler } from './platform/inbox.ts';
import { effectTable } from './platform/outbox.ts';
import { type Page } from './platform/pages.ts';
import { type Actions } from './platform/surfaces.ts';
import { type SweepJob } from './platform/sweep-job.ts';
import { type Webhook } from './platform/webhooks.ts';

/** Everything the domains contribute, gathered in one place; `index.ts` deploys it. */
export const registry = {
  actions: actions as Actions,
  effects: effectTable([]),
  events: [] as readonly EventHandler[],
  pages: [] as readonly Page[],
  sweeps: [] as readonly SweepJob[],
  webhooks: [] as readonly Webhook[],
};
