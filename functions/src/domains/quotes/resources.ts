import { resource } from '../../platform/resource.ts';
import { Quote } from './quote.ts';
import { quotes } from './repo.ts';

export const quoteResources = [
  resource({
    name: 'quotes',
    domain: 'quotes',
    singular: 'quote',
    summary: 'quotes in their present version',
    collection: quotes,
    schema: Quote,
    permission: 'quotes.read',
    filters: { status: Quote.shape.status, customerId: Quote.shape.customerId },
    sorts: { '-createdAt': 'createdAt', updatedAt: 'updatedAt' },
  }),
];
