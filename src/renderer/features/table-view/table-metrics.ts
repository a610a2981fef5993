import type { TableRows } from '../../studio/index.ts';

/** Heights in pixels. Fixed, so that nothing has to be measured; the style sheet takes them from here. */
export const rowHeights: Record<TableRows, number> = { low: 44, medium: 80, high: 152 };
export const headerHeight = 56;
/** Pixels a key widens a column by. */
export const widthStep = 16;
/** Largest share of the width that frozen columns may take, else there were no room to scroll in. */
const mostFrozen = 0.6;

/** How many columns stay in sight: the unit and those frozen behind it, as far as there is room. */
export function frozenCount(wished: number, widths: readonly number[], viewport: number): number {
  let total = 0;
  let count = 0;
  for (const width of widths.slice(0, wished + 1)) {
    total += width;
    if (count > 0 && total > viewport * mostFrozen) break;
    count += 1;
  }
  return count;
}
