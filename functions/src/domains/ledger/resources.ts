import * as z from 'zod';
import { resource } from '../../platform/resource.ts';
import { LedgerEntry } from './entry.ts';
import { ledger } from './repo.ts';

export const ledgerResources = [
  resource({
    name: 'ledgerEntries',
    domain: 'ledger',
    singular: 'ledgerEntry',
    idField: 'entryId',
    summary: 'the books, entry by entry',
    collection: ledger,
    schema: LedgerEntry,
    permission: 'books.read',
    filters: { sourceId: { field: 'source.id', schema: z.string().max(128) } },
    sorts: { '-at': 'at' },
  }),
];
