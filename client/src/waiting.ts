import type { ToonbankError } from './toonbank-error.ts';

const FIRST_MS = 250;
const LONGEST_MS = 8_000;
/** A server that counts per second has forgotten by then. */
const AFTER_LIMIT_MS = 1_000;

/** How long to wait before the attempt after `failed` failed ones: doubling, and spread so that callers do not meet again. */
export function backoff(failed: number, error?: ToonbankError): number {
  const usual = Math.min(FIRST_MS * 2 ** failed, LONGEST_MS) * (0.5 + Math.random() / 2);
  return Math.max(usual, error?.retryAfterMs ?? 0, error?.code === 'rate-limited' ? AFTER_LIMIT_MS : 0);
}

/** Resolves after `ms`, or at once when the signal fires. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}

interface Device {
  readonly navigator?: { readonly onLine?: boolean };
  readonly addEventListener?: (type: 'online', heard: () => void) => void;
  readonly removeEventListener?: (type: 'online', heard: () => void) => void;
}

/** Whether the device itself says that it has no connection. Where it says nothing (Node, React Native): no. */
export function isOffline(): boolean {
  return (globalThis as Device).navigator?.onLine === false;
}

/** Resolves when the device is connected again, or after `ms`. */
export function online(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const device = globalThis as Device;
  const heard = new AbortController();
  const end = (): void => heard.abort();
  device.addEventListener?.('online', end);
  signal?.addEventListener('abort', end);
  return pause(ms, heard.signal).finally(() => {
    device.removeEventListener?.('online', end);
    signal?.removeEventListener('abort', end);
  });
}
