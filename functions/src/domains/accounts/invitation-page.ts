import * as z from 'zod';
import { requiredSetting } from '../../platform/config.ts';
import { html } from '../../platform/html.ts';
import { type Page, type PageReply, type PageRequest } from '../../platform/pages.ts';
import { showInvitation } from './actions/show-invitation.ts';
import { PublicInvitation, refusalOf } from './invitation.ts';

/**
 * `/public/invitation/<token>`: who invites to what. Accepting needs an account, so the button leads to the app, with
 * the token behind a `#` where no server's log sees it.
 */
export const invitationPage: Page = { name: 'invitation', get: { '': show }, post: {} };

async function show(request: PageRequest): Promise<PageReply> {
  const invitation = z.decode(PublicInvitation, (await request.act(showInvitation)) as z.input<typeof PublicInvitation>);
  const { language, organisationName, email } = invitation;
  const by = invitation.inviterName ?? organisationName;
  const role = invitation.role[language];
  const url = `${requiredSetting('APP_URL')}/invitation#${request.token}`;
  const nl = language === 'nl';
  const title = nl ? `Uitnodiging voor ${organisationName}` : `Invitation to ${organisationName}`;
  const offer = nl
    ? html`<p>${by} nodigt ${email} uit om mee te werken in de administratie van ${organisationName}, met de rol ${role}.</p>`
    : html`<p>${by} invites ${email} to join the back office of ${organisationName}, with the role ${role}.</p>`;
  const button = html`<p><a class="button" href="${url}">${nl ? 'Inloggen en aannemen' : 'Sign in and accept'}</a></p>`;
  const closed = refusalOf(invitation.status, 'accepted');
  const ending = closed === undefined ? button : html`<p role="status">${closed.say[language]}</p>`;
  return { title, language, body: html`<h1>${title}</h1>${offer}${ending}` };
}
