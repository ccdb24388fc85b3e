import { actions } from './actions.generated.ts';
import { invitationPage } from './domains/accounts/invitation-page.ts';
import { invitationMailHooks } from './domains/accounts/mail-invitation.ts';
import { refreshBuiltInRoles } from './domains/accounts/role-refresh.ts';
import { expireInvitations } from './domains/accounts/sweep.ts';
import { customerIndexEffect } from './domains/customers/csv/index-import.ts';
import { customerSummaryEffect } from './domains/customers/summary-effect.ts';
import { invoiceFigures } from './domains/invoices/customer-figures.ts';
import { invoicePdfEffect } from './domains/invoices/effects.ts';
import { invoiceMailHooks } from './domains/invoices/hooks.ts';
import { invoicePage } from './domains/invoices/page.ts';
import { recurringInvoices } from './domains/invoices/recurring-job.ts';
import { reminderEffect, rescheduleEffect } from './domains/invoices/reminder-effects.ts';
import { dueReminders, overdueInvoices } from './domains/invoices/sweeps.ts';
import { type MailHooks } from './domains/messages/api.ts';
import { resendWebhook } from './domains/messages/providers/resend/verify-webhook.ts';
import { resendEvents } from './domains/messages/resend-events.ts';
import { mailEffect } from './domains/messages/send-mail.ts';
import { pushEffect } from './domains/messages/send-push.ts';
import { closeCheckoutEffect } from './domains/payments/close-checkout.ts';
import { stripeWebhook } from './domains/payments/providers/stripe/verify-webhook.ts';
import { stripeEvents } from './domains/payments/stripe-events.ts';
import { orderPage } from './domains/orders/page.ts';
import { projectSummaryEffect } from './domains/projects/summary-effect.ts';
import { quoteFigures } from './domains/quotes/customer-figures.ts';
import { quotePdfEffect } from './domains/quotes/effects.ts';
import { expireQuotes } from './domains/quotes/expiry.ts';
import { quoteMailHooks } from './domains/quotes/mail-hooks.ts';
import { quotePage } from './domains/quotes/page/quote-page.ts';
import { ratesEffect, ratesJob } from './domains/rates/fetch-rates.ts';
import { tillReportEffect } from './domains/till/effects.ts';
import { type EventHandler } from './platform/process-events.ts';
import { effectTable } from './platform/outbox.ts';
import { type Page } from './platform/pages.ts';
import { resourceQueries } from './platform/resource.ts';
import { type Actions } from './platform/surfaces.ts';
import { type SweepJob } from './platform/sweep-job.ts';
import { type Webhook } from './platform/webhooks.ts';
import { resources } from './resources.ts';
import { payInvoice } from './workflows/payments/pay-invoice.ts';
import { payOrder } from './workflows/payments/pay-order.ts';
import { unpaidOrdersJob } from './workflows/orders/order-sweeps.ts';
import { projectInvoices } from './workflows/project-sweep.ts';
import { disputeAlertsJob, silentRefundsJob } from './workflows/payments/money-sweeps.ts';
import { reconcileEffect } from './workflows/payments/reconcile-effect.ts';
import { reconcileNightlyJob } from './workflows/payments/reconcile-nightly.ts';
import { refundOrderEffect } from './workflows/orders/refund-order.ts';
import { silentCheckoutsJob } from './workflows/payments/refresh-checkout.ts';
import { reviewCheckoutEffect } from './workflows/payments/review-checkout.ts';
import { stripeRoutes } from './workflows/payments/stripe-routes.ts';
import { withdrawOrder } from './workflows/orders/withdraw-order.ts';

/** By collection: what follows when a mail about one of its documents has left, or was given up. */
const mailHooks: MailHooks = { ...invitationMailHooks, ...invoiceMailHooks, ...quoteMailHooks };

/** Everything the domains contribute, gathered in one place; `index.ts` deploys it. */
export const registry = {
  actions: { ...actions, ...resourceQueries(resources) } as Actions,
  resources,
  effects: effectTable([customerIndexEffect, customerSummaryEffect([quoteFigures, invoiceFigures]), projectSummaryEffect, mailEffect(mailHooks), pushEffect, closeCheckoutEffect, reviewCheckoutEffect, reconcileEffect, invoicePdfEffect, quotePdfEffect, reminderEffect, rescheduleEffect, ratesEffect, refundOrderEffect, tillReportEffect]),
  events: [resendEvents, stripeEvents(stripeRoutes)] as readonly EventHandler[],
  pages: [invitationPage, quotePage, invoicePage(payInvoice), orderPage({ pay: payOrder, withdraw: withdrawOrder })] as readonly Page[],
  sweeps: [ratesJob, recurringInvoices, overdueInvoices, dueReminders, expireQuotes, silentCheckoutsJob, silentRefundsJob, disputeAlertsJob, reconcileNightlyJob, unpaidOrdersJob, projectInvoices, expireInvitations, refreshBuiltInRoles] as readonly SweepJob[],
  webhooks: [resendWebhook, stripeWebhook] as readonly Webhook[],
};
