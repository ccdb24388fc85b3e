/** A collection that clients may listen to but that has no list of its own in the interface. */
export interface LiveOnly {
  readonly name: string;
  readonly summary: string;
  /**
   * Where its schema stands, relative to functions/src; or the name of a type in client/src/stored.ts, where the server
   * has an interface and no schema.
   */
  readonly schema: { readonly file: string; readonly name: string } | { readonly stored: string };
  readonly filters: readonly string[];
  /** The first is the usual one; without any, the order of ids. */
  readonly sorts: readonly string[];
}

/** All of them. What the rules let clients read and neither this nor a resource names stops the generation. */
export const LIVE_ONLY: readonly LiveOnly[] = [
  { name: 'menu', summary: 'the published menu, one document per category', schema: { stored: 'MenuPage' }, filters: [], sorts: ['sort'] },
  { name: 'availability', summary: 'what is sold out, one document per shop', schema: { stored: 'Availability' }, filters: [], sorts: [] },
  { name: 'orderTickets', summary: 'what the kitchen has to make', schema: { file: 'domains/orders/work-views.ts', name: 'OrderTicket' }, filters: ['shopId'], sorts: ['dueAt'] },
  { name: 'orderDrops', summary: 'what is to be delivered', schema: { file: 'domains/orders/work-views.ts', name: 'OrderDrop' }, filters: ['shopId'], sorts: ['dueAt'] },
  { name: 'orderNotes', summary: 'notes of the staff to orders', schema: { stored: 'OrderNote' }, filters: ['orderId'], sorts: ['at'] },
  { name: 'customerSummaries', summary: 'what customers owe, under the ids of the customers', schema: { file: 'domains/customers/summary.ts', name: 'CustomerSummary' }, filters: [], sorts: [] },
  { name: 'projectSummaries', summary: 'how projects stand, under the ids of the projects', schema: { file: 'domains/projects/summary.ts', name: 'ProjectSummary' }, filters: [], sorts: [] },
  { name: 'quoteRevisions', summary: 'versions of quotes that were sent and then replaced', schema: { stored: 'QuoteRevision' }, filters: ['quoteId'], sorts: [] },
  { name: 'invoiceSettings', summary: 'how the organisation reminds', schema: { file: 'domains/invoices/reminder-settings.ts', name: 'ReminderSettings' }, filters: [], sorts: [] },
  { name: 'korTurnover', summary: 'turnover per year, for the small-business scheme', schema: { stored: 'YearTurnover' }, filters: [], sorts: [] },
  { name: 'paymentAccounts', summary: 'accounts at payment providers', schema: { file: 'domains/payments/account.ts', name: 'PaymentAccount' }, filters: [], sorts: [] },
  { name: 'paymentConsents', summary: 'what customers allowed to be charged', schema: { file: 'domains/payments/consent.ts', name: 'PaymentConsent' }, filters: ['customerId'], sorts: [] },
  { name: 'payouts', summary: 'payouts to the bank', schema: { file: 'domains/payments/payout.ts', name: 'Payout' }, filters: [], sorts: ['-createdAt'] },
  { name: 'stockReservations', summary: 'goods that orders hold', schema: { file: 'domains/stock/movement.ts', name: 'StockReservation' }, filters: ['shopId'], sorts: [] },
  { name: 'promotionUses', summary: 'how often promo codes were used', schema: { stored: 'PromotionUse' }, filters: ['promotionId'], sorts: [] },
  { name: 'redemptions', summary: 'uses of promo codes by orders', schema: { file: 'domains/promotions/promotion.ts', name: 'Redemption' }, filters: ['promotionId'], sorts: ['-createdAt'] },
  { name: 'outbox', summary: 'mails, pushes and other effects, and how they fared', schema: { stored: 'OutboxDocument' }, filters: [], sorts: ['-createdAt'] },
  { name: 'audit', summary: 'who did what', schema: { stored: 'AuditRecord' }, filters: [], sorts: ['-at'] },
];
