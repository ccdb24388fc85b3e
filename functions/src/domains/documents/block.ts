import type { Sheet } from './sheet.ts';

/** A piece of a page with its exact height in points, which can be drawn at any distance from the top. */
export interface Block {
  readonly height: number;
  draw(sheet: Sheet, top: number): void;
}
