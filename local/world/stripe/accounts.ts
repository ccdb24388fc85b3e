/** Connected accounts (Connect, v1): creation, onboarding links, capabilities. Onboarding is done on a page of the world, or by control. */
import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import { contextFor, type Ctx } from './context.ts';
import { accountInvalid, invalidRequest, parameterMissing, resourceMissing } from './errors.ts';
import { mergeMetadata } from './metadata.ts';
import { AccountData } from './store.ts';

type Capabilities = Record<string, 'active' | 'inactive' | 'pending'>;

/** What a fresh account still has to tell Stripe. */
const DUE = ['business_profile.url', 'business_type', 'external_account', 'representative.first_name', 'tos_acceptance.date', 'tos_acceptance.ip'];

const CURRENCIES: Record<string, string> = { NL: 'eur', BE: 'eur', DE: 'eur', FR: 'eur', LU: 'eur', GB: 'gbp', US: 'usd', CH: 'chf', DK: 'dkk', SE: 'sek', PL: 'pln' };

interface Link {
  account: string;
  returnUrl: string;
  refreshUrl: string;
  /** Seconds since the epoch; a link also ends with its first use. */
  expiresAt: number;
  used: boolean;
}

function createAccount(ctx: Ctx, p: Stripe.AccountCreateParams): Stripe.Account {
  if (ctx.db.accountId) throw invalidRequest('Accounts can only be created by the platform.');
  if (p.type && p.controller) throw invalidRequest('You may only specify one of these parameters: type, controller.', 'type');
  const country = p.country ?? 'NL';
  if (!/^[A-Z]{2}$/.test(country)) throw invalidRequest(`Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`, 'country', 'country_unsupported');
  const express = p.type === 'express' || p.controller?.stripe_dashboard?.type === 'express';
  if (express && !p.capabilities) throw parameterMissing('capabilities');
  const account: Stripe.Account = {
    id: randomId('acct_1', 15),
    object: 'account',
    business_profile: {
      annual_revenue: null, estimated_worker_count: null, mcc: p.business_profile?.mcc ?? null, minority_owned_business_designation: null,
      name: p.business_profile?.name ?? null, product_description: p.business_profile?.product_description ?? null, specified_commercial_transactions_act_url: null, support_address: null,
      support_email: p.business_profile?.support_email ?? null, support_phone: null, support_url: null, url: p.business_profile?.url ?? null,
    },
    business_type: p.business_type ?? null,
    capabilities: {},
    charges_enabled: false,
    controller: controller(p),
    country,
    created: ctx.now,
    default_currency: p.default_currency ?? CURRENCIES[country] ?? 'eur',
    details_submitted: false,
    email: p.email ?? null,
    external_accounts: { object: 'list', data: [], has_more: false, url: '' },
    future_requirements: { ...requirements([]), disabled_reason: null },
    metadata: mergeMetadata({}, p.metadata),
    payouts_enabled: false,
    requirements: requirements(DUE),
    settings: settings(p),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: p.type ?? (p.controller ? 'none' : 'standard'),
  };
  if (account.external_accounts) account.external_accounts.url = `/v1/accounts/${account.id}/external_accounts`;
  for (const [name, wish] of Object.entries(p.capabilities ?? {})) if (wish.requested) setCapability(account, name, 'inactive');
  if (!p.capabilities) for (const name of ['card_payments', 'transfers']) setCapability(account, name, 'inactive');
  ctx.state.accounts.set(account.id, { account, data: new AccountData(account.id) });
  return account;
}

const requirements = (due: string[]) => ({
  alternatives: [], current_deadline: null, currently_due: due, disabled_reason: due.length ? ('requirements.past_due' as const) : null, errors: [],
  eventually_due: due, past_due: due, pending_verification: [] as string[],
}) satisfies Stripe.Account.Requirements;

function controller(p: Stripe.AccountCreateParams): Stripe.Account.Controller {
  if (p.type === 'standard' || (!p.type && !p.controller)) return { type: 'application', is_controller: true, fees: { payer: 'account' }, losses: { payments: 'stripe' }, requirement_collection: 'stripe', stripe_dashboard: { type: 'full' } };
  const platform = p.type === 'express' || p.type === 'custom';
  return {
    type: 'application',
    is_controller: true,
    fees: { payer: platform ? 'application_express' : (p.controller?.fees?.payer ?? 'account') },
    losses: { payments: p.controller?.losses?.payments ?? (platform ? 'application' : 'stripe') },
    requirement_collection: p.controller?.requirement_collection ?? (p.type === 'custom' ? 'application' : 'stripe'),
    stripe_dashboard: { type: p.controller?.stripe_dashboard?.type ?? (p.type === 'express' ? 'express' : p.type === 'custom' ? 'none' : 'full') },
  };
}

const settings = (p: Stripe.AccountCreateParams): Stripe.Account.Settings => ({
  branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
  card_payments: { decline_on: { avs_failure: false, cvc_failure: false }, statement_descriptor_prefix: null, statement_descriptor_prefix_kana: null, statement_descriptor_prefix_kanji: null },
  dashboard: { display_name: p.business_profile?.name ?? null, timezone: 'Europe/Amsterdam' },
  payments: {
    statement_descriptor: p.settings?.payments?.statement_descriptor ?? null, statement_descriptor_kana: null, statement_descriptor_kanji: null,
    statement_descriptor_prefix_kana: null, statement_descriptor_prefix_kanji: null,
  },
  payouts: { debit_negative_balances: true, schedule: { delay_days: 7, interval: 'daily' }, statement_descriptor: null },
  sepa_debit_payments: {},
});

function setCapability(account: Stripe.Account, name: string, status: 'active' | 'inactive' | 'pending'): void {
  (account.capabilities as Capabilities)[name] = status;
}

export interface Onboarding {
  /** Whether the account may take payments and be paid out afterwards; both unless told. */
  charges?: boolean | undefined;
  payouts?: boolean | undefined;
}

/** The business told Stripe all it asked for, or Stripe changed its mind: sets abilities, capabilities and requirements, with events. */
export function onboard(ctx: Ctx, accountId: string, wish: Onboarding = {}): Stripe.Account {
  const { account, data } = entry(ctx, accountId);
  const mine = contextFor(ctx.state, data);
  const charges = wish.charges ?? true;
  const previous = { charges_enabled: account.charges_enabled, details_submitted: account.details_submitted, payouts_enabled: account.payouts_enabled };
  account.details_submitted = true;
  account.charges_enabled = charges;
  account.payouts_enabled = wish.payouts ?? charges;
  account.requirements = requirements(charges ? [] : ['individual.verification.document']);
  account.business_type ??= 'company';
  account.tos_acceptance = { date: ctx.now, ip: '127.0.0.1', user_agent: null };
  for (const name of Object.keys(account.capabilities ?? {})) {
    setCapability(account, name, charges ? 'active' : 'inactive');
    mine.emit('capability.updated', capability(account, name));
  }
  mine.emit('account.updated', account, previous);
  return account;
}

/** The business disconnects the platform in its own dashboard: an event, and from then on no access. */
export function deauthorize(ctx: Ctx, accountId: string): Stripe.Application {
  const { data } = entry(ctx, accountId);
  const application: Stripe.Application = { id: 'ca_ToonbankLocal', object: 'application', name: 'Toonbank' };
  contextFor(ctx.state, data).emit('account.application.deauthorized', application);
  ctx.state.accounts.delete(accountId);
  return application;
}

function entry(ctx: Ctx, id: string): { account: Stripe.Account; data: AccountData } {
  const found = ctx.state.accounts.get(id);
  if (!found) throw resourceMissing('account', id, 'account', true);
  return found;
}

function capability(account: Stripe.Account, name: string): Stripe.Capability {
  const status = (account.capabilities as Capabilities)[name];
  if (!status) throw resourceMissing('capability', name, 'capability', true);
  const due = status === 'active' ? [] : DUE;
  return {
    id: name,
    object: 'capability',
    account: account.id,
    requested: true,
    requested_at: account.created ?? null,
    requirements: { ...requirements(due), alternatives: [], current_deadline: null, errors: [], disabled_reason: due.length ? 'requirements.fields_needed' : null },
    status,
  };
}

/** A charge needs an account that may take them. Throws what Stripe says otherwise. */
export function checkChargesEnabled(ctx: Ctx): void {
  const account = ctx.db.accountId && ctx.state.accounts.get(ctx.db.accountId)?.account;
  if (account && !account.charges_enabled) {
    throw invalidRequest('Your account cannot currently make charges. If you are a customer trying to make a purchase, please contact the owner of this site.');
  }
}

/** Whether the account offers a method: the platform all, a connected account those whose capability is active. */
export function hasCapability(ctx: Ctx, method: string): boolean {
  const account = ctx.db.accountId && ctx.state.accounts.get(ctx.db.accountId)?.account;
  return !account || (account.capabilities as Capabilities)[`${method}_payments`] === 'active';
}

const LINK_SECONDS = 5 * 60;

function createLink(ctx: Ctx, p: Stripe.AccountLinkCreateParams): Stripe.AccountLink {
  const { account } = entry(ctx, p.account);
  if (p.type === 'account_update' && account.type !== 'custom') {
    throw invalidRequest('You cannot create `account_update` type Account Links for this account: Stripe collects its requirements.', 'type');
  }
  if (!p.refresh_url) throw parameterMissing('refresh_url');
  if (!p.return_url) throw parameterMissing('return_url');
  for (const field of ['refresh_url', 'return_url'] as const) if (!/^https?:\/\//.test(p[field] ?? '')) throw invalidRequest('Not a valid URL', field, 'url_invalid');
  if (p.collect && p.collection_options) throw invalidRequest('You may only specify one of these parameters: collect, collection_options.', 'collect');
  const token = randomId('', 24);
  const link: Link = { account: account.id, returnUrl: p.return_url, refreshUrl: p.refresh_url, expiresAt: ctx.now + LINK_SECONDS, used: false };
  ctx.state.links.set(token, link);
  return { object: 'account_link', created: ctx.now, expires_at: link.expiresAt, url: `${ctx.state.baseUrl()}/stripe/onboard/${token}` };
}

export type AccountLinkEntry = Link;

function updateAccount(ctx: Ctx, p: Stripe.AccountUpdateParams, ids: Record<string, string>): Stripe.Account {
  const { account, data } = entry(ctx, ids.id ?? '');
  if (p.email !== undefined) account.email = p.email;
  if (p.metadata !== undefined) account.metadata = mergeMetadata(account.metadata ?? {}, p.metadata);
  if (p.business_profile && account.business_profile) {
    const { name, url, support_email: email } = p.business_profile;
    Object.assign(account.business_profile, { ...(name !== undefined ? { name } : {}), ...(url !== undefined ? { url } : {}), ...(email !== undefined ? { support_email: email } : {}) });
  }
  for (const [name, wish] of Object.entries(p.capabilities ?? {})) if (wish.requested) requestCapability(account, name);
  contextFor(ctx.state, data, ctx.request).emit('account.updated', account);
  return account;
}

function requestCapability(account: Stripe.Account, name: string): void {
  if (!(name in (account.capabilities ?? {}))) setCapability(account, name, account.charges_enabled ? 'active' : 'inactive');
}

export function addAccounts(on: StripeEndpoints): void {
  on.on<Stripe.AccountCreateParams>('POST /v1/accounts', createAccount);
  on.on('GET /v1/accounts/{id}', (ctx, _p, ids) => {
    const id = ids.id ?? '';
    if (!ctx.state.accounts.has(id)) throw accountInvalid('sk_test_***', id);
    return entry(ctx, id).account;
  });
  on.on<Stripe.AccountUpdateParams>('POST /v1/accounts/{id}', updateAccount);
  on.on('DELETE /v1/accounts/{id}', (ctx, _p, ids) => {
    const { account } = entry(ctx, ids.id ?? '');
    ctx.state.accounts.delete(account.id);
    return { id: account.id, object: 'account', deleted: true };
  });
  on.on('GET /v1/account', (ctx) => (ctx.db.accountId ? entry(ctx, ctx.db.accountId).account : platformAccount()));
  on.on<Stripe.AccountListParams>('GET /v1/accounts', (ctx, p) => {
    const all = [...ctx.state.accounts.values()].map((a) => a.account).reverse();
    const limit = p.limit ?? 10;
    const from = p.starting_after ? all.findIndex((a) => a.id === p.starting_after) + 1 : 0;
    return { object: 'list', data: all.slice(from, from + limit), has_more: all.length > from + limit, url: '/v1/accounts' };
  });
  on.on('GET /v1/accounts/{id}/capabilities', (ctx, _p, ids) => {
    const { account } = entry(ctx, ids.id ?? '');
    const data = Object.keys(account.capabilities ?? {}).map((name) => capability(account, name));
    return { object: 'list', data, has_more: false, url: `/v1/accounts/${account.id}/capabilities` };
  });
  on.on('GET /v1/accounts/{accountId}/capabilities/{id}', (ctx, _p, ids) => capability(entry(ctx, ids.accountId ?? '').account, ids.id ?? ''));
  on.on<Stripe.AccountUpdateCapabilityParams>('POST /v1/accounts/{accountId}/capabilities/{id}', (ctx, p, ids) => {
    const { account } = entry(ctx, ids.accountId ?? '');
    if (p.requested) requestCapability(account, ids.id ?? '');
    return capability(account, ids.id ?? '');
  });
  on.on<Stripe.AccountLinkCreateParams>('POST /v1/account_links', createLink);
  on.on('POST /v1/accounts/{id}/login_links', (ctx, _p, ids) => {
    const { account } = entry(ctx, ids.id ?? '');
    if (account.controller?.stripe_dashboard?.type !== 'express') throw invalidRequest('Cannot create a login link for an account that does not have access to the Express Dashboard.', 'account');
    return { object: 'login_link', created: ctx.now, url: `${ctx.state.baseUrl()}/stripe?account=${account.id}` };
  });
}

/** The platform itself, as `GET /v1/account` shows it. */
const platformAccount = (): Stripe.Account => ({
  id: 'acct_1PlatformToonbank', object: 'account', business_type: 'company', capabilities: { card_payments: 'active', transfers: 'active' },
  charges_enabled: true, country: 'NL', default_currency: 'eur', details_submitted: true, email: 'platform@example.com', metadata: {}, payouts_enabled: true,
  type: 'standard',
});
