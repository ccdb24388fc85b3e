import type { Stack } from '../local/stack/connect.ts';

/** A person for a benchmark: calls by plain `fetch`, so that no client library's time is counted. */
export async function signUp(stack: Stack, email: string): Promise<string> {
  const url = `http://127.0.0.1:${stack.ports.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=local`;
  const body = JSON.stringify({ email, password: 'correct horse 7 battery', returnSecureToken: true });
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await answer.json()) as { idToken: string }).idToken;
}

export function uidOf(idToken: string): string {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
  return claims.sub;
}

/** @param idToken of who calls; nobody who is signed in, without one @throws Error with the answer when the call is refused */
export async function call<Reply>(stack: Stack, idToken: string | undefined, action: string, data: object): Promise<Reply> {
  const response = await fetch(`${stack.functionsUrl}/api/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(idToken === undefined ? {} : { authorization: `Bearer ${idToken}` }) },
    body: JSON.stringify({ data }),
  });
  const answer = (await response.json()) as { result?: Reply };
  if (answer.result === undefined) throw new Error(`${action}: ${JSON.stringify(answer)}`);
  return answer.result;
}

/** Runs `work` `count` times, `clients` at once. @returns the time of each in milliseconds */
export async function timeEach(count: number, clients: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const began = performance.now();
      await work(index);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
}
