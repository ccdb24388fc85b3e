import { linkIn } from '../../story/customer.ts';
import type { Business } from '../business.ts';
import { emailOf, type Customers } from './customers.ts';

/** Issued long ago and never paid: overdue, and reminded of by the sweep. */
export async function forgottenInvoice(business: Business, { printer }: Customers): Promise<void> {
  await issue(business, printer, [
    { description: 'Dakraam geplaatst', quantity: '3', unitPrice: 48_995, discount: { percentBp: 750 } },
    { description: 'Afvoer van puin', quantity: '2', unit: 'm³', unitPrice: 13_777 },
  ]);
}

/** For a business in Belgium: VAT is the buyer's. @returns the id */
export function reverseChargedInvoice(business: Business, { studio }: Customers): Promise<string> {
  return issue(business, studio, [{ description: 'Maatwerkkasten, ontwerp en toezicht', quantity: '34.5', unit: 'uur', unitPrice: 7_865 }]);
}

/** All of what is due came by bank transfer. */
export async function paidByTransfer(business: Business, invoiceId: string): Promise<void> {
  const { amounts, number } = await business.call<{ amounts: { due: number }; number: string }>(business.stage.cast.bram, 'invoices/get', { invoiceId });
  await business.call(business.stage.cast.bram, 'payments/record-transfer', { invoiceId, amount: amounts.due, reference: `Factuur ${number}` });
}

/** Paid in part, with time left for the rest. */
export async function partlyPaidInvoice(business: Business, { sanne }: Customers): Promise<void> {
  const lines = [
    { description: 'Badkamer betegeld', quantity: '21.5', unit: 'm²', unitPrice: 6_845 },
    { description: 'Stucwerk plafond, woning ouder dan twee jaar', quantity: '7.5', unit: 'm²', unitPrice: 4_135, vat: 'reduced' },
  ];
  const invoiceId = await issue(business, sanne, lines, { paymentDays: 30 });
  await business.stage.calendar.to(-13, '09:20');
  await business.call(business.stage.cast.bram, 'payments/record-transfer', { invoiceId, amount: 83_745, reference: 'Eerste deel badkamer' });
}

/** A mistake, taken back with a credit note. */
export async function creditedInvoice(business: Business, { foundation }: Customers): Promise<void> {
  const invoiceId = await issue(business, foundation, [{ description: 'Goten gereinigd', quantity: '68', unit: 'm', unitPrice: 435 }]);
  await business.stage.calendar.to(-11, '11:15');
  await business.call(business.stage.cast.bram, 'invoices/credit', { invoiceId, reason: 'Valt onder het onderhoudscontract', send: true });
}

/** Paid with iDEAL on its public page. */
export async function paidOnline(business: Business, { oliver }: Customers): Promise<void> {
  await issue(business, oliver, [{ description: 'Replaced roof tiles', quantity: '143', unitPrice: 385 }, { description: 'Scaffolding, per day', quantity: '2', unitPrice: 23_645 }]);
  const { token } = linkIn(await business.mail(emailOf('oliver'), 'invoice'), 'invoice');
  await business.stage.calendar.later(95);
  await business.payOnline('invoice', token, 'ideal');
}

/** Every month anew; the first one goes out by itself in the weeks that are played. */
export async function maintenanceContract(business: Business, { foundation }: Customers): Promise<void> {
  await business.call(business.owner, 'invoices/create-recurring', {
    customerId: foundation,
    rhythm: 'monthly',
    startOn: business.stage.calendar.day(-18),
    mode: 'send',
    content: { lines: [{ description: 'Onderhoud dak en goten', quantity: '3', unit: 'gebouw', unitPrice: 18_435 }] },
  });
}

export async function projectInvoice(business: Business, projectId: string): Promise<void> {
  const { bram } = business.stage.cast;
  const { invoice } = await business.call<{ invoice: { id: string } }>(bram, 'projects/invoice', { projectId, groupBy: 'task' });
  await business.call(bram, 'invoices/finalize', { invoiceId: invoice.id, send: true });
}

/** Still to be looked at. */
export async function draftInvoice(business: Business, { studio }: Customers): Promise<void> {
  const lines = [{ description: 'Toezicht op plaatsing', quantity: '6.75', unit: 'uur', unitPrice: 7_865 }];
  await business.call(business.stage.cast.iris, 'invoices/create', { customerId: studio, lines, reference: 'AW-118' });
}

async function issue(business: Business, customerId: string, lines: readonly object[], terms: object = {}): Promise<string> {
  const invoiceId = await business.make('invoices/create', { customerId, lines, ...terms });
  await business.call(business.owner, 'invoices/finalize', { invoiceId, send: true });
  await business.stage.stack.awaitIdle();
  return invoiceId;
}
