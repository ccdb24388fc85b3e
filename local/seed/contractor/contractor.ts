import { Business, type Stage } from '../business.ts';
import { addCustomers } from './customers.ts';
import { creditedInvoice, draftInvoice, forgottenInvoice, maintenanceContract, paidByTransfer, paidOnline, partlyPaidInvoice, projectInvoice, reverseChargedInvoice } from './invoices.ts';
import { workOn, workOnProject } from './projects.ts';
import { acceptedQuote, openQuote, unansweredQuote } from './quotes.ts';

const SETTINGS = {
  name: 'Lindebouw Aannemers B.V.',
  tradeName: 'Lindebouw',
  address: { street: 'Kruiwagenpad 205', postalCode: '3544 NP', city: 'Utrecht', country: 'NL' },
  kvkNumber: '01574829',
  vatNumber: 'NL004495445B01',
  iban: 'NL73TRIO0254817336',
  email: 'kantoor@lindebouw.example',
  phone: '+31 30 246 8135',
  branding: { colour: '#1e3a8a', logoFileId: null },
  terms: { paymentDays: 14, quoteDays: 30 },
};

/** A contractor: quotes, a project, and invoices in every state, in the order of their dates. */
export async function playContractor(stage: Stage): Promise<void> {
  const { calendar, cast } = stage;
  await calendar.to(-24, '08:30');
  const business = await Business.found(stage, cast.henk, SETTINGS);
  await business.hire(cast.bram, 'bookkeeper');
  await business.hire(cast.iris, 'sales');
  await business.call(cast.henk, 'invoices/set-reminders', { steps: [{ level: 'friendly', days: 4 }, { level: 'second', days: 13 }, { level: 'final', days: 27, claimCosts: true }] });
  const customers = await addCustomers(business);
  await calendar.to(-23, '10:45');
  await forgottenInvoice(business, customers);
  await calendar.to(-22, '16:20');
  await unansweredQuote(business, customers);
  await calendar.to(-21, '09:50');
  await acceptedQuote(business, customers);
  await maintenanceContract(business, customers);
  await calendar.to(-19, '13:30');
  const abroad = await reverseChargedInvoice(business, customers);
  await calendar.to(-18, '09:10');
  await calendar.to(-16, '15:25');
  await partlyPaidInvoice(business, customers);
  await calendar.to(-12, '10:05');
  await creditedInvoice(business, customers);
  const projectId = await workOnProject(business, customers);
  await calendar.to(-8, '09:35');
  await paidByTransfer(business, abroad);
  await paidOnline(business, customers);
  await calendar.to(-5, '08:55');
  await projectInvoice(business, projectId);
  await calendar.to(-3, '14:45');
  await openQuote(business, customers);
  await calendar.to(-2, '16:50');
  await workOn(business, projectId);
  await draftInvoice(business, customers);
  await calendar.to(-1, '08:15');
}
