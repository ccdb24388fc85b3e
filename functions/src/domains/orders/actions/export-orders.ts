import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { writeTable } from '../../../platform/csv.ts';
import { AppError } from '../../../platform/errors.ts';
import { Instant } from '../../../platform/instant.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { Language } from '../../../platform/text.ts';
import { type Reader } from '../../../platform/tx.ts';
import { organisation } from '../../accounts/api.ts';
import { shopRef } from '../../catalogue/api.ts';
import { type Order } from '../order.ts';
import { cellText, headerOf, rowOf } from '../order-table.ts';
import { OrderQuestion } from '../question.ts';
import { listOrders, type OrderPosition } from '../repo.ts';

const BATCH = 500;
const MOST = 5000;

export const exportOrders = query({
  name: 'orders/export',
  summary: 'Orders of a period as a CSV or XLSX file',
  permission: 'orders.read',
  input: z.object({
    ...OrderQuestion.omit({ text: true }).shape,
    from: Instant,
    until: Instant,
    format: z.enum(['csv', 'xlsx']),
    language: Language.default('nl'),
  }),
  output: z.object({ filename: z.string(), contentType: z.string(), base64: z.string(), orders: z.int() }),
  async read({ input, org, clock, reader }) {
    const { format, language, shopId } = input;
    if (shopId !== null) await reader.require(shopRef(org, shopId));
    const { timeZone } = await organisation(reader, org);
    const orders = await allOrders(reader, org, { ...input, key: undefined });
    const rows = orders.map((order) => rowOf(order, language));
    const filename = `orders-${businessDate(clock.now(), timeZone)}.${format}`;
    if (format === 'csv') {
      const delimiter = language === 'nl' ? ';' : ',';
      const csv = await writeTable([headerOf(language), ...rows.map((row) => row.map((cell) => cellText(cell, language, timeZone)))], { delimiter, bom: true });
      return { filename, contentType: 'text/csv; charset=utf-8', base64: Buffer.from(csv).toString('base64'), orders: orders.length };
    }
    const { writeSheet } = await import('../order-sheet.lazy.ts');
    const sheet = await writeSheet(headerOf(language), rows, timeZone);
    return { filename, contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', base64: sheet.toString('base64'), orders: orders.length };
  },
});

async function allOrders(reader: Reader, org: Tenant, filter: Parameters<typeof listOrders>[2]): Promise<Order[]> {
  const orders: Order[] = [];
  for (let after: OrderPosition | undefined, more = true; more; ) {
    const page = await listOrders(reader, org, filter, after, BATCH);
    orders.push(...page);
    if (orders.length > MOST) {
      throw new AppError('limit-reached', `more than ${MOST} orders`, {
        say: { en: `An export holds at most ${MOST} orders; choose a shorter period.`, nl: `Een export bevat hoogstens ${MOST} bestellingen; kies een kortere periode.` },
      });
    }
    after = page.at(-1);
    more = page.length === BATCH;
  }
  return orders;
}
