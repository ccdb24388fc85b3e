import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';

/** A period of a retainer that was invoiced, under an id made of its project and first day: nothing is invoiced twice. */
export const ProjectPeriod = z.object({
  id: Id,
  projectId: Id,
  from: IsoDate,
  to: IsoDate,
  invoiceId: Id,
  at: Instant,
});
export type ProjectPeriod = z.output<typeof ProjectPeriod>;
