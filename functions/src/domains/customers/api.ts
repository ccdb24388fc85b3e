/** Customers: who the organisation sells to. */
export { Customer, CustomerKind } from './customer.ts';
export { Party, partyOf } from './party.ts';
export { activeCustomer, customer } from './lookup.ts';
export { removeCustomer } from './repo.ts';
