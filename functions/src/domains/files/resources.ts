import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { resource } from '../../platform/resource.ts';
import { StoredFile } from './file.ts';
import { files } from './repo.ts';

export const fileResources = [
  resource({
    name: 'files',
    domain: 'files',
    singular: 'file',
    summary: 'stored files, as their documents describe them',
    collection: files,
    schema: StoredFile,
    permission: 'files.read',
    filters: { kind: z.string().max(100), aboutId: { field: 'about.id', schema: Id } },
    sorts: { '-createdAt': 'createdAt' },
  }),
];
