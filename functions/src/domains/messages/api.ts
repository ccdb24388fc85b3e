export { sendMail, type About, type Mail, type MailAttachment, type Posting } from './mail.ts';
export { notify, type Notification, type PushRecipients } from './push.ts';
export { type MailFate, type MailHooks } from './mail-hooks.ts';
export { type MailData, type MailTemplateName } from './templates/mail-templates.ts';
export { type PageLink } from './templates/template.ts';
export { type Amount } from './templates/wording.ts';
