import { redirect, type Answer, type Router } from '../http.ts';
import { formatMoney } from '../stripe/money.ts';
import type { AccountData, Stored } from '../stripe/store.ts';
import type { WorldState } from '../world.ts';
import { h, page, tag, when, type Markup } from './html.ts';
import type { Page } from './index.ts';

interface Row extends Stored {
  created?: number;
  amount?: number;
  amount_total?: number | null;
  currency?: string | null;
  status?: string | null;
  email?: string | null;
  customer_email?: string | null;
}

/** Stripe's dashboard in small: objects per account, events with a button to deliver again. */
export function addStripePages(router: Router<Page>, world: WorldState): void {
  router.add('GET /stripe', (req) => dashboard(world, req.query.get('account')));
  router.add('GET /stripe/objects/{id}', (_req, ids) => object(world, ids.id ?? ''));
  router.add('POST /stripe/events/{id}/redeliver', (_req, ids) => {
    const id = ids.id ?? '';
    if (!world.stripe.events.all().some((e) => e.id === id)) return notFound(id);
    // The page does not wait for the receiver; the event's state shows the outcome.
    world.stripe.events.deliver({ eventIds: [id] }).catch((error: unknown) => console.error(`redelivery of ${id} failed`, error));
    return redirect('/stripe#events');
  });
}

const notFound = (id: string): Answer => page('No such object', '/stripe', h`<p>No such object: ${id}</p>`, { status: 404 });

function dashboard(world: WorldState, account: string | null): Answer {
  const data = account ? world.stripe.accounts.get(account)?.data : world.stripe.platform;
  if (!data) return notFound(account ?? '');
  const accounts = [...world.stripe.accounts.values()].map(({ account: a }) => h`<a class="tag" href="/stripe?account=${a.id}">${a.business_profile?.name ?? a.email ?? a.id}</a> `);
  const sections: [string, Row[]][] = [
    ['Checkout sessions', data.sessions.newest()], ['Payment intents', data.intents.newest()], ['Charges', data.charges.newest()], ['Refunds', data.refunds.newest()],
    ['Disputes', data.disputes.newest()], ['Payouts', data.payouts.newest()], ['Customers', data.customers.newest()], ['Balance transactions', data.transactions.newest()],
  ];
  return page('Stripe', '/stripe', h`<h1>Stripe ${account ? h`<code>${account}</code>` : null}</h1><p class="row"><a class="tag" href="/stripe">platform</a>${accounts}</p>
    ${sections.filter(([, rows]) => rows.length).map(([title, rows]) => section(title, rows))}${events(data)}`, { refresh: 10 });
}

function section(title: string, rows: Row[]): Markup {
  const lines = rows.slice(0, 15).map((r) => {
    const amount = r.amount ?? r.amount_total;
    const money = amount === undefined || amount === null ? '' : formatMoney(amount, r.currency ?? 'eur');
    return h`<tr><td class="soft">${when(r.created ?? 0)}</td><td><a href="/stripe/objects/${r.id}"><code>${r.id.slice(0, 34)}</code></a></td>
      <td>${r.email ?? r.customer_email ?? ''}</td><td class="n">${money}</td><td>${r.status ? tag(r.status) : null}
      ${r.object === 'checkout.session' && r.status === 'open' ? h` <a href="/checkout/${r.id}">pay</a>` : null}</td></tr>`;
  });
  return h`<h2>${title} <span class="soft">${rows.length}</span></h2><table>${lines}</table>`;
}

function events(data: AccountData): Markup {
  const rows = data.events.newest().slice(0, 60).map((e) => h`<tr><td class="soft">${when(e.created)}</td><td><a href="/stripe/objects/${e.id}">${e.type}</a></td>
    <td><a href="/stripe/objects/${String(e.data.object.id)}"><code>${String(e.data.object.id ?? '').slice(0, 30)}</code></a></td>
    <td>${e.pending_webhooks === 0 ? h`<span class="tag good">delivered</span>` : h`<span class="tag">pending</span>`}</td>
    <td><form method="post" action="/stripe/events/${e.id}/redeliver"><button class="small plain">Redeliver</button></form></td></tr>`);
  return h`<h2 id="events">Events <span class="soft">${data.events.all().length}</span></h2>${rows.length ? h`<table>${rows}</table>` : h`<p class="soft">None yet.</p>`}`;
}

function object(world: WorldState, id: string): Answer {
  const account = world.stripe.accounts.get(id)?.account;
  const found = account ?? world.stripe.allData().map((d) => d.byId(id)).find(Boolean);
  if (!found) return notFound(id);
  return page(id, '/stripe', h`<p><a href="/stripe">← Stripe</a></p><h1><code>${id}</code></h1><pre>${JSON.stringify(found, null, 2)}</pre>`);
}
