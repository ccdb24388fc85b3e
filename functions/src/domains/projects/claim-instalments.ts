import { AppError, invalidField } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { type DraftLine } from '../vat/api.ts';
import { type Instalment } from './billing.ts';
import { type Project } from './project.ts';
import { changeProject } from './repo.ts';
import { line } from './work-lines.ts';

/**
 * Takes instalments of a fixed price for an invoice; each can be taken once.
 * @param wanted ids of instalments; `null` for the first that is open
 * @param project as read in this transaction
 * @returns the lines, whether nothing of the price is open any more, and the project as it is now
 * @throws AppError `wrong-state` or `invalid-input`
 */
export function claimInstalments(tx: Tx, org: Tenant, project: Project, wanted: readonly string[] | null, invoiceId: string): { lines: DraftLine[]; last: boolean; project: Project } {
  const { billing } = project;
  if (billing.kind !== 'fixed') throw notFixed(project);
  const taken = chosen(billing.instalments, wanted);
  const instalments = billing.instalments.map((each) => (taken.includes(each) ? { ...each, invoiceId, handled: true } : each));
  const after = changeProject(tx, org, project, { billing: { ...billing, instalments } });
  return { lines: taken.flatMap((each) => instalmentLines(project, each)), last: instalments.every((each) => each.invoiceId !== null), project: after };
}

function chosen(instalments: readonly Instalment[], wanted: readonly string[] | null): Instalment[] {
  if (wanted === null) {
    const next = instalments.find(({ invoiceId }) => invoiceId === null);
    if (next === undefined) throw allInvoiced();
    return [next];
  }
  return [...new Set(wanted)].map((id, index) => {
    const found = instalments.find((each) => each.id === id);
    if (found === undefined) throw invalidField(`instalments.${index}`, { en: 'This project has no such instalment.', nl: 'Dit project heeft deze termijn niet.' });
    if (found.invoiceId !== null) throw allInvoiced();
    return found;
  });
}

/** One line for each kind of VAT; the name of the project says what it is about. */
function instalmentLines({ name }: Project, { description, parts }: Instalment): DraftLine[] {
  const detail = description === name ? null : name;
  return parts.map(({ amount, vat, supply }) => line({ description, detail, quantity: '1', unit: 'LS', unitPrice: amount, vat, supply }));
}

function notFixed({ id, billing }: Project): AppError {
  return new AppError('wrong-state', `project ${id} is ${billing.kind}`, {
    say: { en: 'This project has no fixed price.', nl: 'Dit project heeft geen vaste prijs.' },
  });
}

function allInvoiced(): AppError {
  return new AppError('wrong-state', 'instalment is on an invoice', {
    say: { en: 'This has been invoiced already.', nl: 'Dit is al gefactureerd.' },
  });
}
