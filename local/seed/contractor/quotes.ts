import type { Business } from '../business.ts';
import { linkIn } from '../../story/customer.ts';
import { emailOf, type Customers } from './customers.ts';

/** A quote that nobody answers in time. */
export async function unansweredQuote(business: Business, { oliver }: Customers): Promise<void> {
  const lines = [
    { description: 'Garden wall, reclaimed brick', quantity: '17.5', unit: 'm²', unitPrice: 13_865, vat: 'standard' },
    { description: 'Foundation strip', quantity: '12', unit: 'm', unitPrice: 4_735, vat: 'standard' },
  ];
  await send(business, { customerId: oliver, subject: 'Garden wall', lines, validUntil: business.stage.calendar.day(-14) });
}

/** A quote that is accepted on its public page, with the optional line. */
export async function acceptedQuote(business: Business, { sanne }: Customers): Promise<void> {
  const { calendar } = business.stage;
  const lines = [
    { description: 'Dakkapel, 3,5 meter', quantity: '1', unitPrice: 1_136_475, vat: 'standard' },
    { description: 'Stucwerk binnenzijde, woning ouder dan twee jaar', quantity: '26.5', unit: 'm²', unitPrice: 4_135, vat: 'reduced' },
    { description: 'Elektrische rolluiken', quantity: '2', unitPrice: 48_795, vat: 'standard', optional: true },
  ];
  const gross = await send(business, { customerId: sanne, subject: 'Dakkapel aan de straatzijde', lines, discount: { percentBp: 275 } });
  await calendar.to(-20, '20:10');
  const { token } = linkIn(await business.mail(emailOf('sanne'), 'quote'), 'quote');
  await business.post(`quote/${token}/accept`, { name: 'Sanne Kuipers', revision: '1', total: String(gross) });
}

/** A quote that waits for an answer. */
export async function openQuote(business: Business, { foundation }: Customers): Promise<void> {
  const lines = [
    { description: 'Vervangen van kozijnen, hardhout', quantity: '9', unitPrice: 82_365, vat: 'standard' },
    { description: 'Steigerwerk', quantity: '3', unit: 'week', unitPrice: 31_745, vat: 'standard' },
  ];
  await send(business, { customerId: foundation, subject: 'Kozijnen oostgevel', lines });
}

/** @returns what the quote comes to as proposed, with VAT */
async function send(business: Business, content: object): Promise<number> {
  const { iris } = business.stage.cast;
  const quote = await business.call<{ id: string; totals: { gross: number } }>(iris, 'quotes/create', content);
  await business.call(iris, 'quotes/send', { quoteId: quote.id });
  return quote.totals.gross;
}
