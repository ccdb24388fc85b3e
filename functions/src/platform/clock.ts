/** Where the code gets its time from; tests and the local stack move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at `instant`; what a request uses, so that all it writes bears one time. */
export function frozenClock(instant: Date): Clock {
  return { now: () => new Date(instant) };
}

/**
 * The time for one request, task or trigger. In production the machine's own. On the local stack `CLOCK_URL` names
 * a clock that people and tests can move; asked once per request, so that a request sees one time.
 */
export async function requestClock(clockUrl: string): Promise<Clock> {
  if (clockUrl === '' || process.env['FUNCTIONS_EMULATOR'] !== 'true') return frozenClock(new Date());
  const answer = await fetch(clockUrl);
  const { offsetMs } = (await answer.json()) as { offsetMs: number };
  return frozenClock(new Date(Date.now() + offsetMs));
}
