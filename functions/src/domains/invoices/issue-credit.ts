import { businessDate } from '../../platform/business-date.ts';
import { type Clock } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { nextDocumentNumber, organisation } from '../accounts/api.ts';
import { type CreditRequest } from '../vat/api.ts';
import { creditedWith, creditNote, nextCredit } from './credit.ts';
import { assertIssued } from './frozen.ts';
import { type Invoice } from './invoice.ts';
import { assertMailable } from './mailing.ts';
import { orderPdf } from './outbox-kinds.ts';
import { createIssued, invoiceById, releaseDeposits } from './repo.ts';
import { settle } from './settlement.ts';
import { countTurnover } from './small-business.ts';

interface Where {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
}

interface Wanted {
  readonly invoiceId: string;
  readonly request: CreditRequest;
  readonly reason: string | null;
  readonly send: boolean;
}

/**
 * Issues a credit note: for an action of its own, and for those of other domains that give money back.
 * @throws AppError `not-found`; `wrong-state` or `invalid-input` for what cannot be credited
 */
export async function issueCredit({ tx, org, clock, correlationId }: Where, wanted: Wanted): Promise<Invoice> {
  const original = await invoiceById(tx, org, wanted.invoiceId);
  assertIssued(original);
  const credit = nextCredit(original, wanted.request);
  if (wanted.send) assertMailable(original.buyer);
  const sender = await organisation(tx, org);
  const today = businessDate(clock.now(), sender.timeZone);
  await countTurnover(tx, org, sender, credit.totals.totals.net, today);
  // A final invoice that is taken back in full opens the deposits that it deducted.
  if (credit.progress.deposits) await releaseDeposits(tx, org, original);

  const { number, date: issueDate } = await nextDocumentNumber(tx, org, sender, 'creditNote', today);
  const note = createIssued(tx, org, creditNote(original, credit, sender, { id: newId(), number, issueDate, reason: wanted.reason }));
  settle({ tx, org, clock }, original, { credited: creditedWith(original, note) }, { creditProgress: credit.progress });
  orderPdf({ tx, org, clock, correlationId }, { invoiceId: note.id, send: wanted.send });
  return note;
}
