import { Router, type Answer, type WorldRequest } from '../http.ts';
import type { WorldState } from '../world.ts';
import { addCheckoutPages } from './checkout.ts';
import { h, page } from './html.ts';
import { addMailPages } from './mail.ts';
import { addPhonePages } from './phone.ts';
import { addStripePages } from './stripe.ts';

export type Page = (req: WorldRequest, ids: Record<string, string>) => Answer;

/** The pages for people. Returns `undefined` for an address that is none of them. */
export function createPages(world: WorldState): (req: WorldRequest) => Answer | undefined {
  const router = new Router<Page>();
  router.add('GET /', () => overview(world));
  for (const add of [addMailPages, addPhonePages, addStripePages, addCheckoutPages]) add(router, world);
  return (req) => {
    const found = router.find(req.method, req.path);
    if (found) return found.handler(req, found.ids);
    return req.method === 'GET' ? elsewhere(req) : undefined;
  };
}

function overview(world: WorldState): Answer {
  const tile = (href: string, count: number, what: string): ReturnType<typeof h> => h`<a class="card" href="${href}"><div class="big">${count}</div>${what}</a>`;
  const last = world.log.all().slice(-15).reverse();
  const rows = last.map((r) => h`<tr><td class="soft">${r.at.slice(11, 19)}</td><td>${r.service}</td><td><code>${r.method} ${r.path}</code></td>
    <td class="n">${r.status ?? (r.fault ? '–' : '…')}</td><td>${r.fault ? h`<span class="tag bad">${r.fault}</span>` : r.replayed ? h`<span class="tag">replayed</span>` : null}</td></tr>`);
  const offset = world.clock.offsetMs;
  return page('Overview', '/', h`<h1>The outside world, on this machine</h1>
    <p class="soft">World time ${world.clock.now().toISOString().slice(0, 19).replace('T', ' ')} UTC${offset ? ` (${Math.round(offset / 3_600_000)} h from now)` : ''}.</p>
    <div class="tiles">${tile('/mail', world.mailbox.all().length, 'mails')}${tile('/phone', world.fcm.all().length, 'pushes')}
    ${tile('/stripe', world.stripe.allData().reduce((n, d) => n + d.charges.all().length, 0), 'charges')}${tile('/stripe#events', world.stripe.events.all().length, 'Stripe events')}</div>
    <h2>Last requests</h2>${rows.length ? h`<table><tr><th>Time</th><th>Service</th><th>Request</th><th>Status</th><th></th></tr>${rows}</table>` : h`<p class="soft">None yet.</p>`}`, { refresh: 5 });
}

/** The web app's addresses lead here in a local stack without one: a person sees where they would be. */
function elsewhere(req: WorldRequest): Answer {
  return page('Your web app', '', h`<div class="card"><h1>Your web app</h1><p>A browser would now be at <code>${req.path}${req.rawQuery ? `?${req.rawQuery}` : ''}</code>.</p>
    <p class="soft">This local stack has no web app of its own. <a href="/">To the overview</a></p></div>`, { status: req.path === '/favicon.ico' ? 404 : 200 });
}
