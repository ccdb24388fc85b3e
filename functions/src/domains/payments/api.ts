export { closeCheckoutLater } from './close-checkout.ts';
export { askForCheckout, noteOpened } from './ask-for-checkout.ts';
export { askForRefund } from './ask-for-refund.ts';
export { closeStaleCheckout, letGo } from './close-checkout.ts';
export { isOutOfReach } from './out-of-reach.ts';
export { Checkout, CheckoutReply, ProviderName, replyOf, Subject } from './checkout.ts';
export { Dispute, DisputeEvidence, WAITS_FOR_US } from './dispute.ts';
export { moveCredit } from './move-credit.ts';
export { openCheckout } from './open-checkout.ts';
export { REVIEW_CHECKOUT, type ReviewPayload } from './outbox-kinds.ts';
export { type MovedMoney, type Payable, type PayableFacts, type Recording } from './payable.ts';
export { Payment, paymentDocumentId, Settlement } from './payment.ts';
export { PresentState, presentState, statusBy } from './present-state.ts';
export { type EvidenceCustomer, ProviderCheckout, ProviderDispute, ProviderRefund, type ProviderTransaction } from './providers/port.ts';
export { providerNamed } from './providers/providers.ts';
export { disputeDocumentId, recordDispute } from './record-dispute.ts';
export { hasNews, recordPresentState } from './record-payment.ts';
export { adoptRefund, recordRefundState, refundDocumentId } from './record-refund.ts';
export { Refund } from './refund.ts';
export {
  accountRef,
  accountsToReconcile,
  checkoutRef,
  consentsOf,
  disputeRef,
  disputesToAlert,
  findCheckout,
  isSoleUser,
  movementsOf,
  openCheckouts,
  openRefunds,
  paymentCustomerRef,
  paymentRef,
  processingOf,
  reconciliationRef,
  refundRef,
  sharesPlatformAccount,
  silentCheckouts,
  silentRefunds,
  slotRef,
  sumInEuro,
  sumOf,
} from './repo.ts';
export { recordManualPayment, type ManualPayment } from './record-manual-payment.ts';
export { refundable, requestRefund } from './request-refund.ts';
export { type StripeRoutes } from './stripe-events.ts';
export { BalanceBooking, bookBalance } from './book-balance.ts';
export { refreshPayout } from './refresh-payout.ts';
export { Payout } from './payout.ts';
export { refreshSetup } from './refresh-setup.ts';
export { refreshAccount } from './refresh-account.ts';
export { PaymentAccount } from './account.ts';
export { ledgerIdOf } from './add-movement.ts';
export { isClean, Reconciliation, type ReportedTransaction } from './reconciliation.ts';
