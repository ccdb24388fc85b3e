import { onRequest, type Request } from 'firebase-functions/v2/https';
import { onDocumentCreated } from 'firebase-functions/v2/firestore';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import type { Response } from 'express';
import { bind } from './platform/config.ts';
import { servePage } from './platform/pages.ts';
import { descriptionExtras } from './platform/rest/description.ts';
import { restApi } from './platform/rest/serve.ts';
import { callable } from './platform/surfaces.ts';
import { onOutboxCreated, onRenderTask, onInboxTask, sweepDue } from './platform/triggers.ts';
import { answerUnreadable } from './platform/unreadable.ts';
import { receiveWebhook } from './platform/webhooks.ts';
import { registry } from './registry.ts';

const region = 'europe-west4';
answerUnreadable();
const call = callable(registry.actions);
const rest = restApi({ ...registry, extras: descriptionExtras });

/** All that a person or a program waits for: callables by path, public pages under `/public`. */
export const api = onRequest(
  { region, memory: '512MiB', concurrency: 80, timeoutSeconds: 60, secrets: bind('STRIPE_SECRET_KEY', 'LINK_KEY', 'API_KEY_PEPPER') },
  async (request: Request, response: Response) => {
    if (request.path.startsWith('/public/')) await servePage(registry.pages, request, response);
    else if (/^\/v\d/.test(request.path)) await rest(request, response);
    else await call(request, response);
  },
);

/** Stripe, Resend: verify, store, answer. */
export const webhooks = onRequest(
  { region, memory: '256MiB', concurrency: 80, timeoutSeconds: 30, secrets: bind('STRIPE_WEBHOOK_SECRETS', 'RESEND_WEBHOOK_SECRETS') },
  (request: Request, response: Response) => receiveWebhook(registry.webhooks, request, response),
);

/** Performs what a committed change asked for, or hands it to a queue. */
export const effects = onDocumentCreated(
  { region, document: '{scope}/{scopeId}/outbox/{outboxId}', memory: '512MiB', concurrency: 40, timeoutSeconds: 120, secrets: bind('RESEND_API_KEY', 'LINK_KEY', 'STRIPE_SECRET_KEY') },
  (event) => onOutboxCreated(registry.effects, event.params, event.data?.get('kind') as string | undefined),
);

/** PDFs and other heavy documents: much memory, few at a time. */
export const render = onTaskDispatched(
  { region, memory: '1GiB', concurrency: 2, timeoutSeconds: 300, secrets: bind('LINK_KEY'), rateLimits: { maxConcurrentDispatches: 20 }, retryConfig: { maxAttempts: 3 } },
  (request) => onRenderTask(registry.effects, request.data),
);

/** Stored provider events, those of a burst in groups. */
export const inbox = onTaskDispatched(
  { region, memory: '512MiB', concurrency: 20, timeoutSeconds: 120, secrets: bind('STRIPE_SECRET_KEY'), rateLimits: { maxConcurrentDispatches: 50 }, retryConfig: { maxAttempts: 3 } },
  (request) => onInboxTask(registry.events, request.data),
);

/** Every minute: retries that are due, triggers that were lost, leases that ran out, what the domains wait for. */
export const sweep = onSchedule(
  { region, schedule: 'every 1 minutes', memory: '512MiB', timeoutSeconds: 300, secrets: bind('RESEND_API_KEY', 'LINK_KEY', 'STRIPE_SECRET_KEY') },
  () => sweepDue(registry),
);
