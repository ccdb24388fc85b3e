/** The measures of a page, in points (1/72 inch). A4, with the address where a Dutch window envelope shows it. */

export const PAGE = { width: 595.28, height: 841.89 } as const;

export const MARGIN = { side: 56, top: 44, bottom: 56 } as const;

/** Width of the text. */
export const CONTENT_WIDTH = PAGE.width - 2 * MARGIN.side;

/** Where the text begins. */
export const LEFT = MARGIN.side;

/** Height between the upper margin and the footer. */
export const CONTENT_HEIGHT = PAGE.height - MARGIN.top - MARGIN.bottom;

/** Size and line height of each kind of text. */
export const TYPE = {
  title: { size: 23, leading: 30 },
  wordmark: { size: 17, leading: 23 },
  due: { size: 12, leading: 17 },
  address: { size: 10, leading: 14.5 },
  body: { size: 9, leading: 13 },
  note: { size: 8, leading: 11.5 },
  small: { size: 7.5, leading: 10.5 },
} as const satisfies Record<string, TypeStyle>;

/** One kind of text. */
export interface TypeStyle {
  readonly size: number;
  readonly leading: number;
}

/** Where the seller's details stand. */
export const SELLER_COLUMN = { left: LEFT + 320, width: CONTENT_WIDTH - 320 } as const;

/** Where the totals stand. */
export const TOTALS_COLUMN = { left: LEFT + 276, width: CONTENT_WIDTH - 276 } as const;

/** Distance from the top of the text to the address behind the window: 50 mm from the edge of the page. */
export const WINDOW_TOP = 142 - MARGIN.top;
