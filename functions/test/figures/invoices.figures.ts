import { eInvoiceProblems, renderUbl, type UblProfile } from '../../src/domains/documents/api.ts';
import { type IssuedInvoice } from '../../src/domains/invoices/frozen.ts';
import { paperOf } from '../../src/domains/invoices/paper.ts';
import { Tenant } from '../../src/platform/tenancy.ts';
import { plainCredit, plainInvoice } from '../builders/issued-invoice.ts';
import { centsOff } from './exact-invoices.ts';
import type { Figure } from './figure.ts';
import { finalizeAtOnce, finalizingRate } from './finalizing.ts';
import { contentOf, partiesOf, VAT_CASES, type VatCase } from './vat-cases.ts';

const part = 'invoices';
const PROFILES: readonly UblProfile[] = ['peppol-bis-3', 'nlcius'];

/** What printing needs to know of the installation. */
function configure(): void {
  process.env['LINK_KEY'] ??= 'a key for figures';
  process.env['API_URL'] ??= 'https://example.test/api';
}

export const invoicesFigures: Figure[] = [
  {
    part,
    name: '100 finalisations at once by 20 people, around midnight: rounds with 100 consecutive numbers that rise with the date, another organisation untouched',
    bar: 'every round',
    run: async ({ rounds }) => ({ value: rounds, ok: await finalizeAtOnce(rounds) }),
  },
  {
    part,
    name: '20 clients finalising in one organisation, against bare transactions that advance one document and write as many',
    bar: '>= 0.7 of their rate',
    timed: true,
    run: async ({ rounds }) => {
      const ratio = await finalizingRate(Math.min(rounds, 5));
      return { value: ratio, ok: ratio >= 0.7 };
    },
  },
  {
    part,
    name: '1,000 random invoices and their credit notes: cents off anywhere',
    bar: '0 cents',
    run: ({ rounds, seed }) => {
      configure();
      const { cents } = centsOff(rounds >= 20 ? 1_000 : 100, seed);
      return Promise.resolve({ value: cents, ok: cents === 0 });
    },
  },
  {
    part,
    name: 'VAT cases of which invoice and credit note are e-invoices, as Peppol BIS 3.0 and as NLCIUS',
    bar: `${VAT_CASES.length} cases`,
    run: async () => {
      configure();
      const fit = await Promise.all(VAT_CASES.map(async (each) => fits(each)));
      return { value: fit.filter(Boolean).length, ok: fit.every(Boolean) };
    },
  },
];

async function fits(each: VatCase): Promise<boolean> {
  const invoice: IssuedInvoice = plainInvoice({ ...partiesOf(each), content: contentOf(each) });
  for (const document of [invoice, plainCredit(invoice, 'rest').note]) {
    const paper = paperOf(Tenant.verified('mill'), document, undefined);
    for (const profile of each.profiles ?? PROFILES) {
      if ((await eInvoiceProblems(paper, profile)).length > 0) return false;
      const xml = await renderUbl(paper, profile);
      if (!xml.includes(document.kind === 'invoice' ? '>380<' : '>381<')) return false;
    }
  }
  return true;
}
