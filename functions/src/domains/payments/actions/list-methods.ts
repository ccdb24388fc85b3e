import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { customer } from '../../customers/api.ts';
import { SavedMethod } from '../providers/port.ts';
import { providerNamed } from '../providers/providers.ts';
import { consentsOf, paymentCustomerRef } from '../repo.ts';

export const listMethods = query({
  name: 'payments/list-methods',
  summary: 'The ways of paying that a customer lets the organisation keep, and whether they may be charged without the customer',
  permission: 'payments.read',
  input: z.object({ customerId: Id }),
  output: z.object({ methods: z.array(SavedMethod), mayCharge: z.boolean() }),
  async read({ input, org, reader }) {
    const { id } = await customer(reader, org, input.customerId);
    const theirs = await reader.get(paymentCustomerRef(org, id));
    if (theirs === undefined) return { methods: [], mayCharge: false };
    const [methods, consents] = await Promise.all([
      providerNamed(theirs.provider).listMethods(theirs.account, theirs.providerId),
      consentsOf(reader, org, input.customerId),
    ]);
    return { methods, mayCharge: consents.some(({ status }) => status === 'active') };
  },
});
