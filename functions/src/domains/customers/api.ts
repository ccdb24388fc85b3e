/** Customers: who the organisation sells to. */
export { Customer, CustomerKind } from './customer.ts';
export { Party, partyOf } from './party.ts';
export { activeCustomer, customer } from './lookup.ts';
export { customerRef, removeCustomer } from './repo.ts';
export { orderSummary } from './order-summary.ts';
export { type Balance, type CustomerFigures, type FiguresSource } from './summary.ts';
