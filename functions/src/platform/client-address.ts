interface Incoming {
  get(name: string): string | undefined;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * The address of whoever sent a request. Google's front end adds it at the end of `X-Forwarded-For`; what stands before
 * it was written by the caller and may be anything, so Express's `ip`, which believes it, is not used for decisions.
 */
export function clientAddress(request: Incoming): string | null {
  const last = request.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  const address = last === undefined || last === '' ? request.socket.remoteAddress : last;
  return address ?? null;
}
