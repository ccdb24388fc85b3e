import { minor, sumMinor, type Minor } from '../../platform/money.ts';
import { movementsOf, type Payment, type Recording } from '../../domains/payments/api.ts';

/** What of a payment that no provider knows has not been given back yet. */
export async function leftOfPayment({ tx, org }: Recording, { id, subject, amount }: Payment): Promise<Minor> {
  const back = (await movementsOf(tx, org, subject)).filter(({ reverses }) => reverses === id);
  return minor(amount + sumMinor(back.map((movement) => movement.amount)));
}
