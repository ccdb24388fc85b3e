import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { PaymentConsent } from '../consent.ts';
import { ProviderSetup } from '../providers/port.ts';
import { consentRef } from '../repo.ts';

export const settleSetup = action({
  name: 'payments/settle-setup',
  summary: 'Records that a method has been saved, which makes its consent active',
  access: 'system',
  input: z.object({ consentId: Id, present: ProviderSetup }),
  output: PaymentConsent,
  hot: ({ consentId }) => consentId,
  async run({ input, tx, org }) {
    const { present } = input;
    const consent = await tx.require(consentRef(org, input.consentId));
    if (consent.status !== 'asked' || present.state !== 'succeeded') return consent;
    return tx.update(consentRef(org, consent.id), { status: 'active', setupId: present.id, methodId: present.methodId });
  },
});
