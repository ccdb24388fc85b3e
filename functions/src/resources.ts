import { accountResources } from './domains/accounts/resources.ts';
import { catalogueResources } from './domains/catalogue/resources.ts';
import { customerResources } from './domains/customers/resources.ts';
import { fileResources } from './domains/files/resources.ts';
import { invoiceResources } from './domains/invoices/resources.ts';
import { keyResources } from './domains/keys/resources.ts';
import { ledgerResources } from './domains/ledger/resources.ts';
import { orderResources } from './domains/orders/resources.ts';
import { paymentResources } from './domains/payments/resources.ts';
import { projectResources } from './domains/projects/resources.ts';
import { promotionResources } from './domains/promotions/resources.ts';
import { quoteResources } from './domains/quotes/resources.ts';
import { stockResources } from './domains/stock/resources.ts';
import { tillResources } from './domains/till/resources.ts';
import { type Resource } from './platform/resource.ts';

/** Every collection that callers may list and read, in the order of the interface's description. */
export const resources: readonly Resource[] = [
  ...accountResources,
  ...customerResources,
  ...quoteResources,
  ...invoiceResources,
  ...projectResources,
  ...paymentResources,
  ...tillResources,
  ...catalogueResources,
  ...orderResources,
  ...stockResources,
  ...promotionResources,
  ...fileResources,
  ...ledgerResources,
  ...keyResources,
];
