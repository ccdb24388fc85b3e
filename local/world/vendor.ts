import type { Answer, WorldRequest } from './http.ts';

/** What the fault layer passes to a vendor: a wait before the work is done. */
export interface VendorHooks {
  pause?: () => Promise<void>;
}

/** A stand-in as the server sees it. */
export interface Vendor {
  handle(req: WorldRequest, hooks: VendorHooks): Promise<Answer>;
  /** The vendor's own error body for a status a test asked for; nothing is performed. */
  faultAnswer(status: number, retryAfter?: number): Answer;
}
