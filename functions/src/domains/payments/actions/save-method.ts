import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { actorName } from '../../../platform/actor.ts';
import { requiredSetting } from '../../../platform/config.ts';
import { Id, newId, providerKey, stableId } from '../../../platform/ids.ts';
import { longText } from '../../../platform/text.ts';
import { reader } from '../../../platform/tx.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer, customer } from '../../customers/api.ts';
import { chargeableAccount } from '../chargeable-account.ts';
import { type CustomerOrder, ProviderSetup } from '../providers/port.ts';
import { providerNamed } from '../providers/providers.ts';
import { consentRef, paymentCustomerRef } from '../repo.ts';
import { pastSpoiltKey } from '../spoilt-key.ts';

const PROVIDER = 'stripe';

export const saveMethod = providerAction({
  name: 'payments/save-method',
  summary: 'Begins saving a customer\'s way of paying, with the consent that they gave for charging it later',
  permission: 'payments.write',
  input: z.object({
    customerId: Id,
    /** The words that the customer agreed to. */
    consent: longText(2000).min(1, 'must not be empty'),
    /** On the provider's page, or with its fields in an app of our own. */
    via: z.enum(['page', 'intent']).default('page'),
  }),
  output: z.object({ consentId: Id, url: z.string().nullable(), clientSecret: z.string().nullable() }),
  hot: ({ customerId }) => customerId,
  opened: z.object({ consentId: Id, account: z.string().nullable() }),
  async run({ input, actor, ...recording }) {
    const { tx, org, clock } = recording;
    const { id: customerId, language } = await activeCustomer(tx, org, input.customerId);
    const { account } = await chargeableAccount(recording, PROVIDER);
    const { id: consentId } = tx.create(consentRef(org, newId()), {
      id: '',
      customerId,
      status: 'asked',
      text: input.consent,
      language,
      recordedBy: actorName(actor),
      givenAt: clock.now(),
      setupId: null,
      methodId: null,
      withdrawnAt: null,
    });
    return { consentId, account };
  },
  async call({ input, org, opened }) {
    const provider = providerNamed(PROVIDER);
    const { id, name, email, language } = await customer(reader, org, input.customerId);
    const known = await reader.get(paymentCustomerRef(org, id));
    const order: CustomerOrder = { account: opened.account, orgId: org.id, customerId: id, name, email, language };
    const theirs = known?.providerId ?? (await createCustomer(order, opened.consentId));
    const setup = {
      account: opened.account,
      customer: theirs,
      currency: (await organisation(reader, org)).currency,
      via: input.via,
      language,
      returnUrl: `${requiredSetting('APP_URL')}/saved-method`,
      reference: { orgId: org.id, consentId: opened.consentId },
    };
    return { theirs, setup: z.encode(ProviderSetup, await provider.createSetup(setup, providerKey('setup', org.id, opened.consentId))) };
  },
  async settle({ input, tx, org, opened, answer }) {
    const customerRef = paymentCustomerRef(org, input.customerId);
    if ((await tx.get(customerRef)) === undefined) {
      tx.create(customerRef, { id: customerRef.id, provider: PROVIDER, account: opened.account, providerId: answer.theirs, forgotten: [] });
    }
    const consent = await tx.require(consentRef(org, opened.consentId));
    if (consent.setupId === null) tx.update(consentRef(org, consent.id), { setupId: answer.setup.id });
    return { consentId: consent.id, url: answer.setup.url, clientSecret: answer.setup.clientSecret };
  },
});

/** Asking again makes no second customer, unless what we tell of them has changed: a key goes with one content only. */
function createCustomer(order: CustomerOrder, consentId: string): Promise<string> {
  const key = (...more: string[]) => providerKey('customer', order.orgId, order.customerId, stableId(JSON.stringify(order)), ...more);
  return pastSpoiltKey(key(), key(consentId), (idempotencyKey) => providerNamed(PROVIDER).createCustomer(order, idempotencyKey));
}
