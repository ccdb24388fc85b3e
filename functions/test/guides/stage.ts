/** What a guide's program finds beside it: the test in another process, which plays everybody else. */

/** What the program asks of the test, which answers when it is so. */
export type Wish = { readonly event: string } | { readonly printed: number };

/** Waits until somebody else has done something. */
export function meanwhile(event: string): Promise<void> {
  return granted({ event });
}

/** Waits until the first so many promises of the guide are kept: listeners may still be to hear of it. */
export function printed(promises: number): Promise<void> {
  return granted({ printed: promises });
}

function granted(wish: Wish): Promise<void> {
  return new Promise((resolve, reject) => {
    process.once('message', ({ problem }: { readonly problem: string | null }) => (problem === null ? resolve() : reject(new Error(problem))));
    process.send?.(wish);
  });
}
