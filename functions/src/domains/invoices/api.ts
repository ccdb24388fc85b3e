/** Invoices, for the domains that quote, bill, are paid and remind. */
export { Seller, sellerOf } from './seller.ts';
