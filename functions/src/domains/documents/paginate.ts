/** Where pages end: arithmetic on heights, before anything is laid out. All heights are in points. */

/** What has to be divided over pages. */
export interface Flow {
  /** Room on a page between its margins. */
  readonly capacity: number;
  /** Title, addresses and references, on the first page only. */
  readonly head: number;
  /** The running head of every further page. */
  readonly runningHead: number;
  /** The header of the table of lines, repeated on every page that has lines. */
  readonly tableHeader: number;
  /** A row with the amount carried to the next page or brought from the last; not taller than any row. */
  readonly carried: number;
  readonly rows: readonly number[];
  /** What follows the lines; each stays in one piece. */
  readonly closing: readonly number[];
}

/** Half-open ranges of what stands on one page. */
export interface PagePlan {
  readonly rows: readonly [from: number, to: number];
  readonly closing: readonly [from: number, to: number];
  /** The page begins with the amount of the lines before. */
  readonly brought: boolean;
  /** The page ends with the amount of the lines so far. */
  readonly carried: boolean;
}

function planRows(flow: Flow): { pages: PagePlan[]; used: number } {
  const pages: PagePlan[] = [];
  const count = flow.rows.length;
  const top = (page: number, row: number): number =>
    (page === 0 ? flow.head : flow.runningHead) + (count > 0 ? flow.tableHeader : 0) + (row > 0 ? flow.carried : 0);
  let from = 0;
  let used = top(0, 0);
  const finish = (to: number): void => {
    pages.push({ rows: [from, to], closing: [0, 0], brought: from > 0, carried: to > 0 && to < count });
    from = to;
    used = top(pages.length, to);
  };
  flow.rows.forEach((height, row) => {
    const carried = row < count - 1 ? flow.carried : 0;
    const full = used + height + carried > flow.capacity;
    // A row that fits on no page at all would otherwise ask for new pages without end.
    const empty = row === from && pages.length > 0;
    if (full && !empty) finish(row);
    used += height;
  });
  const last = { rows: [from, count], closing: [0, 0], brought: from > 0, carried: false } as const;
  return { pages: [...pages, last], used };
}

/**
 * Keeps the totals company: where they do not fit under the last row, that row moves with them to the next
 * page. Gives the height used there, or undefined when a row would not help.
 */
function moveLastRow(flow: Flow, pages: PagePlan[], totals: number): number | undefined {
  const last = pages.at(-1);
  const [from, to] = last?.rows ?? [0, 0];
  const used = flow.runningHead + flow.tableHeader + flow.carried + (flow.rows[to - 1] ?? 0);
  if (!last || to - from < 2 || used + totals > flow.capacity) return undefined;
  pages[pages.length - 1] = { ...last, rows: [from, to - 1], carried: true };
  pages.push({ rows: [to - 1, to], closing: [0, 0], brought: true, carried: false });
  return used;
}

/** Divides a document over pages; rows and closing blocks are never cut, and none is left out. */
export function paginate(flow: Flow): PagePlan[] {
  const { pages, used: usedByRows } = planRows(flow);
  const count = flow.rows.length;
  let used = usedByRows;
  flow.closing.forEach((height, block) => {
    if (block === 0 && used + height > flow.capacity) used = moveLastRow(flow, pages, height) ?? used;
    // A block that fits on no page at all would otherwise ask for new pages without end.
    if (used + height > flow.capacity && used > flow.runningHead) {
      pages.push({ rows: [count, count], closing: [block, block], brought: false, carried: false });
      used = flow.runningHead;
    }
    const page = pages.at(-1);
    const [from, to] = page?.closing ?? [0, 0];
    if (page) pages[pages.length - 1] = { ...page, closing: [from === to ? block : from, block + 1] };
    used += height;
  });
  return pages;
}
