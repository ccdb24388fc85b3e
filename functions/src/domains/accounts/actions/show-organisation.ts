import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Organisation } from '../organisation.ts';
import { organisation, organisationRef } from '../repo.ts';

export const showOrganisation = query({
  name: 'accounts/show-organisation',
  summary: 'Reads the organisation with its settings',
  permission: 'organisation.read',
  rest: { method: 'GET', path: '/organisation' },
  document: organisationRef,
  input: z.object({}),
  output: Organisation,
  read: ({ org, reader }) => organisation(reader, org),
});
