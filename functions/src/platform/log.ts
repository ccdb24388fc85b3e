import { AsyncLocalStorage } from 'node:async_hooks';
import { write, type LogSeverity } from 'firebase-functions/logger';

/** Fields that every line of one request, task or trigger bears. */
export interface LogContext {
  readonly correlationId: string;
  readonly action?: string;
  readonly orgId?: string;
  readonly actor?: string;
}

const store = new AsyncLocalStorage<LogContext>();

/** Runs `work` with `context` on every line it logs, however deep. */
export function withLogContext<T>(context: LogContext, work: () => Promise<T>): Promise<T> {
  return store.run(context, work);
}

/** A stack in terms of the source files: the loader of the bundle leaves its reader of source maps here. */
function inSource(stack: string): string {
  const hooks = globalThis as Record<symbol, ((stack: string) => string) | undefined>;
  return hooks[Symbol.for('toonbank:source-stack')]?.(stack) ?? stack;
}

function line(severity: LogSeverity, event: string, fields: Readonly<Record<string, unknown>>): void {
  write({ severity, message: event, ...store.getStore(), ...fields });
}

/**
 * Structured log lines. `event` is `resource.action`, a constant; what varies goes into `fields`. Personal data and
 * secrets never do.
 */
export const log = {
  debug: (event: string, fields: Readonly<Record<string, unknown>> = {}) => line('DEBUG', event, fields),
  info: (event: string, fields: Readonly<Record<string, unknown>> = {}) => line('INFO', event, fields),
  warning: (event: string, fields: Readonly<Record<string, unknown>> = {}) => line('WARNING', event, fields),
  error: (event: string, thrown: unknown, fields: Readonly<Record<string, unknown>> = {}) =>
    // The stack stands in the message, where Error Reporting looks for it and a local console shows it.
    line('ERROR', `${event}: ${thrown instanceof Error ? inSource(thrown.stack ?? thrown.message) : String(thrown)}`, { ...fields, event }),
};
