export { LEDGER_ACCOUNTS, LedgerAccount } from './account.ts';
export { LedgerEntry, LedgerLine } from './entry.ts';
export * from './movements.ts';
export { postEntry } from './post.ts';
export { balanceOf, knownEntries } from './repo.ts';
