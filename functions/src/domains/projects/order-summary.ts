import { enqueue } from '../../platform/outbox.ts';
import { type Posting } from '../messages/api.ts';

/** The outbox kind; its handler is in `summary-effect.ts`. */
export const summaryOfProject = { kind: 'project-summary' } as const;

export interface SummaryOrder {
  readonly projectId: string;
}

/**
 * Has a project's summary computed anew once this transaction has been committed. Not in the transaction itself: all who
 * write down time would then wait for each other on one summary.
 */
export function orderProjectSummary(posting: Posting, projectId: string): void {
  const order: SummaryOrder = { projectId };
  enqueue(posting, summaryOfProject, order);
}
