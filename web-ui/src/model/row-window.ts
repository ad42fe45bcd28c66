/** Heights in pixels, hairlines included. board.css sets the same: the arithmetic below stands on them. */
export const ROW = 28;
export const COMFORTABLE_ROW = 34;
export const PANEL = 264;
export const COLUMN_HEADER = 28;
export const GROUP_HEADER = 32;
export const TALL_GROUP_HEADER = 52;
/** Of the list on a narrow screen. */
export const NARROW_ROW = 59;
export const NARROW_HEADER = 40;
export const TALL_NARROW_HEADER = 64;

/** What is drawn of a list: its rows in view, and gaps as high as what is left out. */
export type Drawn =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly height: number; readonly before: number };

/**
 * The rows between `top` and `bottom`, measured from the start of the list, and the row `kept` wherever it is: it has
 * the focus, and a row that leaves the document takes the focus with it.
 */
export function drawnRows(heights: readonly number[], top: number, bottom: number, kept: number | null): Drawn[] {
  const drawn: Drawn[] = [];
  let gap = 0;
  let at = 0;
  const close = (before: number) => {
    if (gap > 0) {
      drawn.push({ kind: 'gap', height: gap, before });
      gap = 0;
    }
  };
  heights.forEach((height, index) => {
    if ((at + height > top && at < bottom) || index === kept) {
      close(index);
      drawn.push({ kind: 'row', index });
    } else {
      gap += height;
    }
    at += height;
  });
  close(heights.length);
  return drawn;
}
