/** What this domain puts in the outbox; the handler is in `effects.ts`, which actions need not load. */
export const reportOf = { kind: 'till-report' } as const;

/** The day report of a closed session is to be made and stored. */
export interface ReportOrder {
  readonly sessionId: string;
}
