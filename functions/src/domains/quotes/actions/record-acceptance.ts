import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { actorName } from '../../../platform/actor.ts';
import { businessDate, type IsoDate } from '../../../platform/business-date.ts';
import { invalidField } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { shortText } from '../../../platform/text.ts';
import { organisation } from '../../accounts/api.ts';
import { agreed, agreedPrices } from '../agree.ts';
import { Quote, recordedFields } from '../quote.ts';
import { quoteById } from '../repo.ts';
import { assertSent, type SentQuote } from '../sent.ts';
import { assertMove } from '../status.ts';

export const recordAcceptance = action({
  name: 'quotes/record-acceptance',
  summary: 'Writes down that the customer agreed by phone, on paper or in person, in time; both get the confirmation',
  permission: 'quotes.write',
  input: z.object({
    quoteId: Id,
    /** Who agreed, on behalf of the customer. */
    name: shortText(120),
    ...recordedFields,
    note: recordedFields.note.default(''),
    /** Places of the optional lines wanted; the proposal when left out. */
    chosen: z.array(z.int().min(0)).max(500).optional(),
  }),
  output: Quote,
  async run({ input: { quoteId, name, on, how, note, chosen }, org, actor, clock, correlationId, tx }) {
    const [quote, { timeZone }] = await Promise.all([quoteById(tx, org, quoteId), organisation(tx, org)]);
    assertMove(quote.status, 'accepted');
    assertSent(quote);
    assertInTime(quote, on, businessDate(clock.now(), timeZone));
    const recorded = { on, how, note, by: actorName(actor) };
    return agreed({ tx, org, clock, correlationId }, quote, agreedPrices(quote, chosen), { name, at: clock.now(), recorded });
  },
});

/** Agreed to after it was sent and before it lapsed; when that is written down does not matter. */
function assertInTime({ issueDate, validUntil }: SentQuote, on: IsoDate, today: IsoDate): void {
  if (on > today) throw invalidField('on', { en: 'This day is yet to come.', nl: 'Deze dag moet nog komen.' });
  if (on < issueDate) throw invalidField('on', { en: 'The quote had not been sent by then.', nl: 'De offerte was toen nog niet verstuurd.' });
  if (on > validUntil) throw invalidField('on', { en: 'The quote was no longer valid on that day. Send it again.', nl: 'De offerte was op die dag niet meer geldig. Verstuur haar opnieuw.' });
}
