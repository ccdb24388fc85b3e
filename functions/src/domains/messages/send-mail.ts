import { requiredSetting } from '../../platform/config.ts';
import { providerKey } from '../../platform/ids.ts';
import { signLink } from '../../platform/link-token.ts';
import { type Effect, type EffectContext } from '../../platform/outbox.ts';
import { readFile } from '../../platform/storage.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { organisation, type Organisation } from '../accounts/api.ts';
import { type MailAttachment, type MailPayload } from './mail.ts';
import { type MailFate, type MailHooks } from './mail-hooks.ts';
import { sendThroughResend } from './providers/resend/send-mail.ts';
import { type OutgoingMail } from './providers/port.ts';
import { renderMail } from './templates/mail-templates.ts';
import { type PageLink, type Sender } from './templates/template.ts';

/**
 * The outbox kind `mail`: words, links and attachments are put together now, then the mail goes to the provider.
 * @param hooks what domains do when a mail about one of their documents has left or was given up
 */
export function mailEffect(hooks: MailHooks): Effect<MailPayload> {
  return {
    kind: 'mail',
    // With doubling waits this ends after 12 hours, well within the 24 that the provider remembers our key.
    maxAttempts: 11,
    leaseMs: 60_000,
    async perform(context) {
      const { org, payload, outboxId } = context;
      const mail = await compose(context);
      const { messageId } = await sendThroughResend(mail, providerKey('mail', org.id, outboxId));
      return { messageId, accepted: payload.to, rejected: [], pending: [], response: messageId === null ? 'accepted earlier' : 'accepted' };
    },
    async settle({ tx, ...context }) {
      const hook = hooks[context.payload.about?.collection ?? '']?.sent;
      if (hook !== undefined) await hook(fate({ ...context, tx }));
    },
    async abandon({ tx, error, ...context }) {
      const hook = hooks[context.payload.about?.collection ?? '']?.failed;
      if (hook !== undefined) await hook({ ...fate({ ...context, tx }), error });
    },
  };
}

function fate({ payload, org, clock, correlationId, outboxId, tx }: EffectContext<MailPayload> & Pick<MailFate, 'tx'>): MailFate {
  const { about, template, to } = payload;
  if (about === null) throw new Error('unreachable: hooks run only for mails about something');
  return { about, template: template.name, language: template.language, to, org, clock, correlationId, outboxId, tx };
}

async function compose({ org, payload, outboxId }: EffectContext<MailPayload>): Promise<OutgoingMail> {
  const { template, to, replyTo, message } = payload;
  const owner = await organisation(reader, org);
  const sender = senderOf(owner);
  const rendered = renderMail(template.name, template.data as never, {
    language: template.language,
    sender,
    timeZone: owner.timeZone,
    url: (page) => pageUrl(org, page),
  });
  const attachments = await Promise.all(message.attachments.map(load));
  return { ...rendered, from: from(sender.name), to, replyTo: replyTo ?? sender.email, attachments, tags: { org: org.id, outbox: outboxId } };
}

async function load({ path, filename, contentType }: MailAttachment) {
  return { filename, contentType, content: await readFile(path) };
}

/** Claims stand in the document and the token is computed from them, so every attempt sends the same mail. */
function pageUrl(org: Tenant, { link, documentId, expiresAt }: PageLink): string {
  return `${requiredSetting('API_URL')}/public/${link}/${signLink({ link, orgId: org.id, documentId, expiresAt })}`;
}

/** The organisation's name before our own address: the domain that signs the mail stays ours. */
function from(name: string): string {
  const setting = requiredSetting('MAIL_FROM');
  const address = /<([^>]+)>/.exec(setting)?.[1] ?? setting;
  return `"${name.replace(/["\\<>\r\n]/g, ' ').trim()}" <${address}>`;
}

function senderOf({ name, tradeName, branding, address, email, phone }: Organisation): Sender {
  const lines = [address.street, `${address.postalCode} ${address.city}`.trim()].filter((line) => line !== '');
  return { name: tradeName ?? name, colour: branding.colour, address: lines, email, phone };
}
