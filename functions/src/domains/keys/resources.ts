import { resource } from '../../platform/resource.ts';
import { ApiKey } from './key.ts';
import { keys } from './repo.ts';

export const keyResources = [
  resource({
    name: 'keys',
    domain: 'keys',
    singular: 'key',
    summary: 'API keys, also revoked ones; never their secrets',
    collection: keys,
    schema: ApiKey,
    permission: 'keys.read',
    filters: { status: ApiKey.shape.status },
    sorts: { '-createdAt': 'createdAt' },
  }),
];
