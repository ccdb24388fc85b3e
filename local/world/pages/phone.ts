import { json, type Answer, type Router } from '../http.ts';
import type { Push } from '../fcm/api.ts';
import type { WorldState } from '../world.ts';
import { h, Markup, page } from './html.ts';
import type { Page } from './index.ts';

/** A phone that shows pushes as they come; one device or all. */
export function addPhonePages(router: Router<Page>, world: WorldState): void {
  router.add('GET /phone', (req) => phone(world, req.query.get('token')));
  router.add('GET /phone/pushes', (req) => json(200, shown(world, req.query.get('token')).map(card).map((m) => m.text)));
}

const shown = (world: WorldState, token: string | null): Push[] => world.fcm.all().filter((p) => !token || p.token === token).slice(-30).reverse();

const STYLE = new Markup(`
.phone{width:22rem;height:42rem;margin:0 auto;border:12px solid #111827;border-radius:38px;background:linear-gradient(160deg,#0d6b5e,#17324d);padding:2.4rem .8rem .8rem;overflow:auto}
.push{background:#ffffffee;border-radius:16px;padding:.7rem .9rem;margin-bottom:.6rem;animation:in .3s}.push b{display:block}.push small{color:#667085}
@keyframes in{from{transform:translateY(-12px);opacity:0}}`);

/** Polls once a second and redraws only when something came. */
const SCRIPT = new Markup(`
let last='';setInterval(async()=>{try{const r=await fetch('/phone/pushes'+location.search);const t=(await r.json()).join('');
if(t!==last){last=t;document.querySelector('.phone').innerHTML=t||'<p style="color:#fff;text-align:center">No pushes yet</p>'}}catch{}},1000)`);

function phone(world: WorldState, token: string | null): Answer {
  const tokens = [...new Set(world.fcm.all().map((p) => p.token).filter((t) => t !== null))];
  const choices = tokens.map((t) => h`<a class="tag" href="/phone?token=${encodeURIComponent(t)}">${t.slice(0, 18)}</a> `);
  const pushes = shown(world, token);
  return page('Phone', '/phone', h`<style>${STYLE}</style><h1>Phone</h1><p class="row"><a class="tag" href="/phone">all devices</a>${choices}</p>
    <div class="phone">${pushes.length ? pushes.map(card) : h`<p style="color:#fff;text-align:center">No pushes yet</p>`}</div><script>${SCRIPT}</script>`);
}

const card = (p: Push): Markup => h`<div class="push"><small>${p.at.slice(11, 19)} · ${p.token ?? p.topic ?? p.condition ?? ''}</small><b>${p.title ?? '(silent)'}</b>${p.body ?? ''}
  ${Object.keys(p.data).length ? h`<small><br>${Object.entries(p.data).map(([k, v]) => `${k}: ${v}`).join(' · ')}</small>` : null}</div>`;
