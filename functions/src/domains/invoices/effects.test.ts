import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { aDraft, anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { sha256 } from '../../platform/ids.ts';
import { effectTable, performOutbox, type Effect } from '../../platform/outbox.ts';
import { readFile } from '../../platform/storage.ts';
import { finalizeInvoice } from './actions/finalize-invoice.ts';
import { sendInvoice } from './actions/send-invoice.ts';
import { showEInvoice } from './actions/show-e-invoice.ts';
import { invoicePdfEffect } from './effects.ts';

const stack = useStack({ functions: false });
const noon = frozenClock(new Date('2026-03-07T11:00:00Z'));
const aMinuteLater = frozenClock(new Date('2026-03-07T11:01:00Z'));
const effects = effectTable([invoicePdfEffect as Effect<never>]);

let ours: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  ours = await anOrganisation({ clock: noon });
});

const outbox = async (kind: string) => (await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', kind).get()).docs;
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data();
const perform = async (clock = noon) => {
  for (const { id } of await outbox('invoice-pdf')) await performOutbox(effects, ours.orgId, id, clock);
};

test('the PDF is stored for good, noted among the files, and mailed once', async () => {
  const draft = await aDraft(ours, { clock: noon });
  const input = { invoiceId: draft.id, send: true };
  const invoice = await callAs<InvoiceReply>(ours.owner, finalizeInvoice, input, { orgId: ours.orgId, clock: noon });
  expect(await outbox('mail')).toHaveLength(0);
  await perform();
  await perform();

  const path = `orgs/${ours.orgId}/invoices/${invoice.id}/2026-0001.pdf`;
  const bytes = await readFile(path);
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  const after = await stored(invoice.id);
  expect(after).toMatchObject({ status: 'open', pdf: { path, sha256: sha256(bytes) }, sentAt: null });
  const file = await database().doc(`orgs/${ours.orgId}/files/${after?.['pdf'].fileId}`).get();
  expect(file.data()).toMatchObject({ kind: 'invoice-pdf', name: '2026-0001.pdf', size: bytes.length, immutable: true });

  const mails = await outbox('mail');
  expect(mails).toHaveLength(1);
  expect(mails[0]?.data()).toMatchObject({
    to: ['fenna@goudenaar.example'],
    template: { name: 'invoice', language: 'nl', data: { number: '2026-0001', total: { amount: 283_953, currency: 'EUR' } } },
    message: { attachments: [{ filename: '2026-0001.pdf', path, contentType: 'application/pdf' }] },
    about: { collection: 'invoices', id: invoice.id },
  });
});

test('an attempt that died after storing is taken up by the next, which finds the same bytes', async () => {
  const invoice = await anInvoice(ours, { clock: noon });
  const [order] = await outbox('invoice-pdf');
  const died: Effect<never> = { ...(invoicePdfEffect as Effect<never>), settle: () => Promise.reject(new Error('killed')) };
  await performOutbox(effectTable([died]), ours.orgId, order?.id ?? '', noon);
  expect((await stored(invoice.id))?.['pdf']).toBeNull();
  await perform(aMinuteLater);
  expect((await stored(invoice.id))?.['pdf']).toMatchObject({ path: expect.stringMatching(/2026-0001\.pdf$/) });
});

test('sending again mails again, to another address when asked; without its PDF it waits for that', async () => {
  const invoice = await anInvoice(ours, { clock: noon });
  const send = (to?: string) =>
    callAs(ours.owner, sendInvoice, { invoiceId: invoice.id, ...(to === undefined ? {} : { to }) }, { orgId: ours.orgId, clock: noon });
  await send();
  expect(await outbox('mail')).toHaveLength(0);
  await perform();
  expect(await outbox('mail')).toHaveLength(1);
  await send('administratie@goudenaar.example');
  const receivers = (await outbox('mail')).map((mail) => (mail.get('to') as string[])[0]);
  expect(receivers.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['administratie@goudenaar.example', 'fenna@goudenaar.example']);
});

test('the e-invoice stands beside the PDF, and goes along for the customer who wants it', async () => {
  const eInvoice = { profile: 'nlcius', buyerReference: 'KP-4471' };
  const draft = await aDraft(ours, { clock: noon, customer: { eInvoice, kvkNumber: '01187342' } });
  await callAs(ours.owner, finalizeInvoice, { invoiceId: draft.id, send: true }, { orgId: ours.orgId, clock: noon });
  await perform();
  const { eInvoice: file } = (await stored(draft.id)) as unknown as { eInvoice: { path: string } };
  const xml = Buffer.from(await readFile(file.path)).toString();
  expect(xml).toContain('urn:fdc:nen.nl:nlcius:v1.0');
  expect(xml).toContain('<cbc:BuyerReference>KP-4471</cbc:BuyerReference>');
  const [mail] = await outbox('mail');
  expect(mail?.get('message.attachments')).toMatchObject([{ filename: '2026-0001.pdf' }, { filename: '2026-0001.xml' }]);

  const show = { invoiceId: draft.id, profile: 'peppol-bis-3' };
  const { xml: peppol } = await callAs<{ xml: string }>(ours.owner, showEInvoice, show, { orgId: ours.orgId, clock: noon });
  expect(peppol).toContain('urn:fdc:peppol.eu:2017:poacc:billing:3.0');
});

test('a wanted e-invoice that cannot be one is refused before it has a number', async () => {
  const customer = { vatNumber: null, eInvoice: { profile: 'peppol-bis-3' } };
  const draft = await aDraft(ours, { clock: noon, customer });
  const call = callAs(ours.owner, finalizeInvoice, { invoiceId: draft.id }, { orgId: ours.orgId, clock: noon });
  await expect(call).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'buyer.peppol' }] });
  expect((await database().doc(`orgs/${ours.orgId}/sequences/invoice-2026`).get()).exists).toBe(false);
});
