import type Stripe from 'stripe';
import type { StripeEndpoints } from './api.ts';
import { invalidRequest } from './errors.ts';
import { page } from './list.ts';

export function addEvents(on: StripeEndpoints): void {
  on.on('GET /v1/events/{id}', (ctx, _p, ids) => ctx.db.events.get(ids.id ?? ''));
  on.on<Stripe.EventListParams>('GET /v1/events', (ctx, p) => {
    if (p.type && p.types) throw invalidRequest('You may only specify one of these parameters: type, types.', 'types');
    if (p.types && p.types.length > 20) throw invalidRequest('You may only specify up to 20 event types.', 'types');
    return page(ctx.db.events, p, '/v1/events', (e) => {
      if (p.type && !fits(p.type, e.type)) return false;
      if (p.types && !p.types.includes(e.type)) return false;
      return p.delivery_success === undefined || p.delivery_success === (e.pending_webhooks === 0);
    });
  });
}

/** `charge.*` stands for every event of that family. */
const fits = (wanted: string, type: string): boolean => (wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type);
