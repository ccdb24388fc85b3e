import * as z from 'zod';
import { stamps } from '../../platform/instant.ts';
import { ReminderSteps } from './reminder-steps.ts';

/** When and how an organisation reminds; without this document it does not. */
export const ReminderSettings = z.object({ id: z.string(), steps: ReminderSteps, ...stamps });
export type ReminderSettings = z.output<typeof ReminderSettings>;
