/** Server-rendered HTML for the world's pages: escaping, the frame, the look. */
import { html as answer, type Answer } from '../http.ts';

/** Markup that is safe to put into a page. */
export class Markup {
  constructor(readonly text: string) {}
}

type Piece = Markup | string | number | null | undefined | false | Piece[];

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

function render(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (Array.isArray(piece)) return piece.map(render).join('');
  if (piece === null || piece === undefined || piece === false) return '';
  return escape(String(piece));
}

/** A template whose values are escaped unless they are markup themselves. */
export function h(parts: TemplateStringsArray, ...values: Piece[]): Markup {
  return new Markup(parts.map((part, i) => part + (i < values.length ? render(values[i]) : '')).join(''));
}

const STYLE = `
:root{--ink:#1d2430;--soft:#667085;--line:#e4e7ec;--paper:#fff;--ground:#f6f7f9;--accent:#0d6b5e;--bad:#b42318;--good:#067647}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
nav{background:var(--ink);padding:.7rem 1.2rem;display:flex;gap:1.2rem;align-items:baseline}nav a{color:#fff;text-decoration:none;opacity:.8}nav a.here,nav a:hover{opacity:1}
nav b{color:#fff}main{max-width:70rem;margin:1.5rem auto;padding:0 1.2rem}h1{font-size:1.4rem;margin:.2rem 0 1rem}h2{font-size:1.05rem;margin:1.6rem 0 .5rem}
a{color:var(--accent)}.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;margin:0 0 1rem}
table{border-collapse:collapse;width:100%;background:var(--paper);border:1px solid var(--line);border-radius:10px;overflow:hidden}
th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:600;color:var(--soft);font-size:.85rem}
tr:last-child td{border-bottom:0}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}code,pre{font:12.5px/1.45 ui-monospace,monospace}
pre{background:#0f172a;color:#e2e8f0;padding:1rem;border-radius:10px;overflow:auto;max-height:34rem}.soft{color:var(--soft)}
button,.button{font:inherit;font-weight:600;border:1px solid var(--accent);background:var(--accent);color:#fff;border-radius:8px;padding:.5rem 1rem;cursor:pointer;text-decoration:none;display:inline-block}
button.plain,.button.plain{background:#fff;color:var(--ink);border-color:var(--line)}button.bad{background:#fff;color:var(--bad);border-color:var(--bad)}
button.small{padding:.15rem .6rem;font-size:.85rem}.tag{display:inline-block;padding:0 .5rem;border-radius:99px;background:#eef2f6;font-size:.82rem}
.tag.good{background:#d1fadf;color:var(--good)}.tag.bad{background:#fee4e2;color:var(--bad)}form{display:inline}.row{display:flex;gap:.6rem;flex-wrap:wrap;align-items:center}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem}.tiles a{color:inherit;text-decoration:none}.big{font-size:1.8rem;font-weight:700}
`;

const MENU = [['/', 'Overview'], ['/mail', 'Mail'], ['/phone', 'Phone'], ['/stripe', 'Stripe']] as const;

/** A whole page in the common frame. */
export function page(title: string, here: string, body: Markup, options: { refresh?: number; bare?: boolean; status?: number } = {}): Answer {
  const menu = MENU.map(([href, name]) => h`<a href="${href}" class="${href === here ? 'here' : ''}">${name}</a>`);
  const frame = h`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · local world</title>${options.refresh ? h`<meta http-equiv="refresh" content="${options.refresh}">` : null}<style>${new Markup(STYLE)}</style></head>
<body>${options.bare ? null : h`<nav><b>Outside world</b>${menu}</nav>`}<main>${body}</main></body></html>`;
  return answer(frame.text, options.status ?? 200);
}

/** `2026-11-21 09:30:05`, in UTC. */
export const when = (at: string | number): string =>
  new Date(typeof at === 'number' ? at * 1000 : at).toISOString().slice(0, 19).replace('T', ' ');

/** A coloured word for a state. */
export function tag(state: string | null): Markup {
  const good = ['succeeded', 'paid', 'complete', 'delivered', 'opened', 'active', 'won', 'sent'];
  const bad = ['failed', 'bounced', 'complained', 'expired', 'canceled', 'lost', 'unpaid'];
  const tone = good.includes(state ?? '') ? 'good' : bad.includes(state ?? '') ? 'bad' : '';
  return h`<span class="tag ${tone}">${state ?? '–'}</span>`;
}
