import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { enqueue } from '../../../platform/outbox.ts';
import { rescheduleOf } from '../outbox-kinds.ts';
import { ReminderSettings } from '../reminder-settings.ts';
import { ReminderSteps } from '../reminder-steps.ts';
import { reminderSettingsRef } from '../repo.ts';

export const setReminders = action({
  name: 'invoices/set-reminders',
  summary: 'Sets when overdue invoices are reminded of, and how; no steps means never',
  permission: 'organisation.write',
  input: z.object({ steps: ReminderSteps }),
  output: ReminderSettings,
  async run({ input, org, clock, correlationId, tx }) {
    const ref = reminderSettingsRef(org);
    const before = await tx.get(ref);
    // Invoices that are overdue already follow the new schedule too.
    enqueue({ tx, org, clock, correlationId }, rescheduleOf, {});
    return before === undefined ? tx.create(ref, { id: ref.id, ...input }) : tx.update(ref, input);
  },
});
