/** Faults that tests order: which vendor request is to go wrong, how, and how often. */

export type Service = 'stripe' | 'resend' | 'fcm' | 'ecb';

/**
 * - `status`: the vendor answers with this status and its own error body. A Stripe 500 to a POST with an idempotency key
 *   is kept under that key, as Stripe documents; `sticky: false` turns that off, `performed: true` does the work all the same.
 * - `drop-answer`: performed, then the connection closes without an answer.
 * - `reset`: not performed, connection reset.
 * - `hang`: not performed, never answered; the connection stays open until the client gives up.
 * - `half-body`: performed, half of the answer is sent.
 * - `delay`: taken in, performed after `ms` of real time, then answered.
 */
export type FaultAction =
  | { type: 'status'; status: number; retryAfter?: number; performed?: boolean; sticky?: boolean }
  | { type: 'drop-answer' }
  | { type: 'reset' }
  | { type: 'hang' }
  | { type: 'half-body' }
  | { type: 'delay'; ms: number };

/** `path` may hold `{name}` for one segment and `*` for anything; absent fields match all. */
export interface FaultRule {
  service?: Service;
  method?: string;
  path?: string;
  /** Only requests whose address or body has this text in it, such as the id of one organisation. */
  containing?: string;
  /** How many matching requests go wrong; 1 unless told. */
  times?: number;
  /** How many matching requests pass first; 0 unless told. */
  after?: number;
  action: FaultAction;
}

interface Armed {
  rule: FaultRule;
  pattern?: RegExp;
  left: number;
  skip: number;
}

const escape = (text: string): string => text.replace(/[.+?^$()|[\]\\]/g, '\\$&');

/** The plan in force. Rules are tried in order; the first that matches and is not used up is taken. */
export class Faults {
  private armed: Armed[] = [];

  /** Adds rules. Throws when one is not understood. */
  add(rules: FaultRule[]): void {
    for (const rule of rules) {
      const type: unknown = (rule as { action?: { type?: unknown } }).action?.type;
      if (typeof type !== 'string' || !['status', 'drop-answer', 'reset', 'hang', 'half-body', 'delay'].includes(type)) {
        throw new Error(`unknown fault action ${JSON.stringify(rule)}`);
      }
      const source = rule.path && escape(rule.path).replace(/\{\w+\}/g, '[^/]+').replace(/\*/g, '.*');
      this.armed.push({
        rule,
        ...(source ? { pattern: new RegExp(`^${source}$`) } : {}),
        left: rule.times ?? 1,
        skip: rule.after ?? 0,
      });
    }
  }

  clear(): void {
    this.armed = [];
  }

  /** The fault for this request, if any; counts it as used. `text` is the address and body as they came. */
  take(service: Service, method: string, path: string, text = ''): FaultAction | undefined {
    for (const entry of this.armed) {
      const { rule } = entry;
      if (entry.left <= 0) continue;
      if (rule.service && rule.service !== service) continue;
      if (rule.method && rule.method.toUpperCase() !== method) continue;
      // Resend and FCM live under a prefix here; a rule may name the vendor's own path.
      if (entry.pattern && !entry.pattern.test(path) && !entry.pattern.test(path.replace(/^\/(resend|fcm)/, ''))) continue;
      if (rule.containing !== undefined && !text.includes(rule.containing)) continue;
      if (entry.skip > 0) {
        entry.skip--;
        continue;
      }
      entry.left--;
      return rule.action;
    }
    return undefined;
  }
}
