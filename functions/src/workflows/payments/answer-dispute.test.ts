import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { type InvoiceReply } from '../../../test/builders/invoice.ts';
import { joinAs, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, documentsOf, moneyScene, paidInFull, takeIn } from '../../../test/support/stripe.ts';
import { frozenClock } from '../../platform/clock.ts';
import { answerDispute } from './answer-dispute.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
let invoice: InvoiceReply;
let disputeId: string;
let providerId: string;

beforeEach(async () => {
  ({ ours, theirs, invoice } = await moneyScene(stack()));
  const payment = (await paidInFull(stack(), ours, invoice.id, 'card')) as unknown as { providerIds: { charge: string } };
  providerId = (await world().disputeCharge(payment.providerIds.charge)).id;
  await takeIn(await allEvents(stack()));
  disputeId = String((await documentsOf(ours, 'disputes'))[0]?.id);
});

const TEXT = 'De klus is op 3 november opgeleverd; de klant tekende voor akkoord.\nZie de werkbon.';
const answer = (fields: object = {}, options: object = {}) =>
  callAs<{ status: string }>(ours.owner, answerDispute, { disputeId, explanation: TEXT, ...fields }, { orgId: ours.orgId, ...options });
const sent = async () => (await world().requests('stripe')).filter(({ method, path, replayed }) => method === 'POST' && path === `/v1/disputes/${providerId}` && replayed !== true);
const theDispute = async () => (await documentsOf(ours, 'disputes'))[0];

test('evidence reaches the bank with what we know of the customer, once, and its end is heard of', async () => {
  expect(await theDispute()).toMatchObject({ status: 'needs-response', evidence: null, evidenceDueBy: expect.any(Date) });
  expect(await answer({ deliveredOn: '2025-11-03', productDescription: 'Stucwerk' })).toMatchObject({ status: 'under-review' });
  const [request, ...more] = await sent();
  expect(more).toEqual([]);
  expect(request?.params).toMatchObject({
    submit: 'true',
    evidence: { uncategorized_text: TEXT, product_description: 'Stucwerk', service_date: '2025-11-03', customer_name: expect.any(String), customer_email_address: expect.stringContaining('@') },
  });
  expect(await theDispute()).toMatchObject({ alertAt: null, evidence: { explanation: TEXT, deliveredOn: '2025-11-03', writtenBy: `user:${ours.owner}`, sentAt: expect.any(Date) } });
  await expect(answer()).rejects.toMatchObject({ code: 'wrong-state', data: { status: 'under-review' } });
  await world().closeDispute(providerId, 'won');
  await takeIn((await allEvents(stack(), 2)).reverse());
  expect(await theDispute()).toMatchObject({ status: 'won', evidence: { explanation: TEXT } });
});

test('an answer that is lost does not send it twice', async () => {
  await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/disputes/*', times: 3, action: { type: 'drop-answer' } });
  await expect(answer({}, { idempotencyKey: 'lost' })).rejects.toMatchObject({ code: 'provider-unavailable' });
  expect(await theDispute()).toMatchObject({ evidence: { sentAt: null } });
  expect(await answer({}, { idempotencyKey: 'lost' })).toMatchObject({ status: 'under-review' });
  expect(await sent()).toHaveLength(1);
});

test('what is no evidence, comes too late, or comes from others is refused before anything is sent', async () => {
  await expect(answer({ explanation: '  ' })).rejects.toMatchObject({ issues: [{ path: 'explanation' }] });
  await expect(answer({ explanation: 'x'.repeat(20_001) })).rejects.toMatchObject({ issues: [{ path: 'explanation' }] });
  await expect(answer({ deliveredOn: '2098-11-27' })).rejects.toMatchObject({ issues: [{ path: 'deliveredOn' }] });
  await expect(answer({}, { clock: frozenClock(new Date(Date.now() + 60 * 86_400_000)) })).rejects.toMatchObject({ code: 'wrong-state' });
  await joinAs(ours.orgId, ours.owner, 'verkoper', 'sales');
  await expect(callAs('verkoper', answerDispute, { disputeId, explanation: TEXT }, { orgId: ours.orgId })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(callAs(theirs.owner, answerDispute, { disputeId, explanation: TEXT }, { orgId: theirs.orgId })).rejects.toMatchObject({ code: 'not-found' });
  expect(await sent()).toEqual([]);
  expect(await theDispute()).toMatchObject({ evidence: null });
});
