import { html } from '../../../platform/html.ts';
import { type Language } from '../../../platform/errors.ts';
import { readableOn, safeColour } from './contrast.ts';
import { type MailContent, type Sender } from './template.ts';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** The mail as HTML: one column, inline styles, tables for layout marked as such; readable without pictures. */
export function toHtml(content: MailContent, sender: Sender, language: Language): string {
  const colour = safeColour(sender.colour);
  const onColour = readableOn(colour);
  const paragraph = (text: string) => html`<p style="margin:0 0 16px">${text}</p>`;
  const fact = ([label, value]: readonly [string, string]) =>
    html`<tr><th scope="row" style="text-align:left;font-weight:400;color:#475467;padding:6px 16px 6px 0;vertical-align:top">${label}</th><td style="text-align:right;font-weight:600;padding:6px 0">${value}</td></tr>`;
  const { button, facts = [], closing = [] } = content;
  return html`<!doctype html>
<html lang="${language}" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light"><title>${content.subject}</title></head>
<body style="margin:0;padding:0;background:#f2f4f7">
<div style="display:none;max-height:0;overflow:hidden">${content.preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px;overflow:hidden;${FONT};font-size:16px;line-height:1.5;color:#1d2939">
<tr><td style="background:${colour};color:${onColour};padding:20px 32px;font-size:18px;font-weight:700">${sender.name}</td></tr>
<tr><td style="padding:32px">
<p style="margin:0 0 16px">${content.greeting}</p>
${content.paragraphs.map(paragraph)}
${facts.length > 0 && html`<table width="100%" cellpadding="0" cellspacing="0" style="margin:8px 0 24px;border-top:1px solid #e4e7ec;border-bottom:1px solid #e4e7ec">${facts.map(fact)}</table>`}
${button !== undefined && html`<p style="margin:24px 0"><a href="${button.url}" style="display:inline-block;background:${colour};color:${onColour};text-decoration:none;font-weight:600;padding:14px 24px;border-radius:8px">${button.label}</a></p>`}
${closing.map(paragraph)}
<p style="margin:24px 0 0">${signOff(language)}<br>${sender.name}</p>
</td></tr>
<tr><td style="padding:16px 32px 24px;border-top:1px solid #e4e7ec;color:#475467;font-size:13px">${contact(sender).map((line) => html`${line}<br>`)}</td></tr>
</table></td></tr></table></body></html>`.markup;
}

/** The same mail as plain text. */
export function toText(content: MailContent, sender: Sender, language: Language): string {
  const { button, facts = [], closing = [] } = content;
  const blocks = [
    content.greeting,
    ...content.paragraphs,
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${label}: ${value}`).join('\n')] : []),
    ...(button === undefined ? [] : [`${button.label}:\n${button.url}`]),
    ...closing,
    `${signOff(language)}\n${sender.name}`,
    `-- \n${contact(sender).join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function signOff(language: Language): string {
  return language === 'nl' ? 'Met vriendelijke groet,' : 'Kind regards,';
}

function contact({ name, address, email, phone }: Sender): string[] {
  return [name, ...address, email, ...(phone === null ? [] : [phone])];
}
