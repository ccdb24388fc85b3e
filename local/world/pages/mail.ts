import type { Answer, Router } from '../http.ts';
import type { Mail } from '../resend/mailbox.ts';
import type { WorldState } from '../world.ts';
import { h, Markup, page, tag, when } from './html.ts';
import type { Page } from './index.ts';

/** The mailbox: a list, each mail as its reader sees it, attachments to download. */
export function addMailPages(router: Router<Page>, world: WorldState): void {
  router.add('GET /mail', (req) => list(world, req.query.get('to')));
  router.add('GET /mail/{id}', (_req, ids) => with_(world, ids, one));
  router.add('GET /mail/{id}/body', (_req, ids) => with_(world, ids, body));
  router.add('GET /mail/{id}/attachments/{index}', (_req, ids) => with_(world, ids, (mail) => attachment(mail, Number(ids.index))));
}

function with_(world: WorldState, ids: Record<string, string>, show: (mail: Mail) => Answer): Answer {
  const mail = world.mailbox.find(ids.id ?? '');
  return mail ? show(mail) : page('No such mail', '/mail', h`<p>There is no such mail. <a href="/mail">Mailbox</a></p>`, { status: 404 });
}

function list(world: WorldState, to: string | null): Answer {
  const mails = world.mailbox.all().filter((m) => !to || m.to.some((t) => t.includes(to))).reverse();
  const rows = mails.map((m) => h`<tr><td class="soft">${when(m.at)}</td><td>${m.to.join(', ')}</td><td><a href="/mail/${m.id}">${m.subject || '(no subject)'}</a></td>
    <td class="n">${m.attachments.length ? `📎 ${m.attachments.length}` : ''}</td><td>${tag(m.state)}</td></tr>`);
  return page('Mail', '/mail', h`<h1>Mailbox</h1>${rows.length
    ? h`<table><tr><th>At</th><th>To</th><th>Subject</th><th></th><th>State</th></tr>${rows}</table>`
    : h`<p class="soft">No mail yet.</p>`}`, { refresh: 5 });
}

function one(mail: Mail): Answer {
  const files = mail.attachments.map((a, i) => h`<a class="button plain" href="/mail/${mail.id}/attachments/${i}">📎 ${a.filename} <span class="soft">${size(a.size)}</span></a> `);
  const line = (name: string, value: string): Markup | null => (value ? h`<tr><th>${name}</th><td>${value}</td></tr>` : null);
  return page(mail.subject, '/mail', h`<p><a href="/mail">← Mailbox</a></p><h1>${mail.subject}</h1>
    <table>${line('From', mail.from)}${line('To', mail.to.join(', '))}${line('Cc', mail.cc.join(', '))}${line('Bcc', mail.bcc.join(', '))}${line('Reply to', mail.replyTo.join(', '))}
    ${line('At', when(mail.at))}${line('Tags', mail.tags.map((t) => `${t.name}=${t.value}`).join(', '))}<tr><th>State</th><td>${tag(mail.state)}</td></tr></table>
    ${files.length ? h`<p class="row">${files}</p>` : null}
    ${mail.html === null ? null : h`<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mail/${mail.id}/body" title="The mail as HTML" style="width:100%;height:46rem;border:1px solid #e4e7ec;border-radius:10px;background:#fff;margin-top:1rem"></iframe>`}
    ${mail.text === null ? null : h`<h2>As text</h2><pre>${mail.text}</pre>`}`);
}

/** The mail's own HTML. No script runs in it: the frame is sandboxed and the policy says so again for a tab of its own. */
function body(mail: Mail): Answer {
  const links = new Markup('<base target="_blank">');
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src * data:; style-src 'unsafe-inline' *; font-src *",
    },
    body: links.text + (mail.html ?? ''),
  };
}

function attachment(mail: Mail, index: number): Answer {
  const file = mail.attachments[index];
  if (!file) return page('No such attachment', '/mail', h`<p>There is no such attachment.</p>`, { status: 404 });
  const inline = file.contentType === 'application/pdf' ? 'inline' : 'attachment';
  return {
    status: 200,
    headers: { 'content-type': file.contentType, 'content-disposition': `${inline}; filename*=UTF-8''${encodeURIComponent(file.filename)}`, 'x-content-type-options': 'nosniff' },
    body: Buffer.from(file.content, 'base64'),
  };
}

const size = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
