/** A place in the table; row -1 is the header. */
export interface GridPlace {
  row: number;
  column: number;
}

export interface GridSize {
  rows: number;
  columns: number;
  /** Rows that a page key moves by. */
  page: number;
}

/** Rows and columns from and to, both included. */
export interface GridRange {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Where a key leads, with Ctrl to the edge; null for a key that does not move. */
export function movedBy(key: string, isFar: boolean, place: GridPlace, size: GridSize): GridPlace | null {
  const lastRow = Math.max(-1, size.rows - 1);
  const lastColumn = Math.max(0, size.columns - 1);
  const { row, column } = place;
  // With Ctrl the page keys change the document.
  if (isFar && key.startsWith('Page')) return null;
  switch (key) {
    case 'ArrowUp':
      return { row: isFar && row > 0 ? 0 : Math.max(-1, row - 1), column };
    case 'ArrowDown':
      return { row: isFar ? lastRow : Math.min(lastRow, row + 1), column };
    case 'ArrowLeft':
      return { row, column: isFar ? 0 : Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: isFar ? lastColumn : Math.min(lastColumn, column + 1) };
    case 'Home':
      return { row: isFar ? Math.min(0, lastRow) : row, column: 0 };
    case 'End':
      return { row: isFar ? lastRow : row, column: lastColumn };
    case 'PageUp':
      return { row: Math.max(Math.min(0, lastRow), row - size.page), column };
    case 'PageDown':
      return { row: Math.min(lastRow, row + size.page), column };
    default:
      return null;
  }
}

/** Where Tab leads: the next cell, at the end of a row the first of the next; null past the last one. */
export function tabbedTo(isBack: boolean, { row, column }: GridPlace, size: GridSize): GridPlace | null {
  if (isBack) {
    if (column > 0) return { row, column: column - 1 };
    return row > 0 ? { row: row - 1, column: size.columns - 1 } : null;
  }
  if (column < size.columns - 1) return { row, column: column + 1 };
  return row < size.rows - 1 ? { row: row + 1, column: 0 } : null;
}

/** All cells between two places; the header is none of them. */
export function rangeBetween(a: GridPlace, b: GridPlace): GridRange {
  return {
    top: Math.max(0, Math.min(a.row, b.row)),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

/** The places of a range, row by row. */
export function placesIn({ top, bottom, left, right }: GridRange): GridPlace[] {
  const places: GridPlace[] = [];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) places.push({ row, column });
  }
  return places;
}

export interface Write extends GridPlace {
  text: string;
}

export interface PastePlan {
  writes: Write[];
  /** Rows of the table that are missing for all of it. */
  missingRows: number;
  /** Columns of the pasted block that stand outside. */
  lostColumns: number;
}

/**
 * What pasting a block into a range writes where: a range whose sides are multiples of the block's is filled with copies
 * of it, else the block goes in once from the range's corner.
 */
export function planPaste(block: readonly (readonly string[])[], range: GridRange, size: GridSize): PastePlan {
  const height = block.length;
  const width = Math.max(0, ...block.map((row) => row.length));
  if (height === 0 || width === 0) return { writes: [], missingRows: 0, lostColumns: 0 };
  const rows = range.bottom - range.top + 1;
  const columns = range.right - range.left + 1;
  const isTiled = rows % height === 0 && columns % width === 0;
  const right = range.left + (isTiled ? columns : width) - 1;
  const area = {
    ...range,
    bottom: range.top + (isTiled ? rows : height) - 1,
    right: Math.min(right, size.columns - 1),
  };
  const writes = placesIn(area).flatMap(({ row, column }): Write[] => {
    const text = block[(row - range.top) % height]?.[(column - range.left) % width];
    // Rows of different lengths leave the cells alone that they do not reach.
    return text === undefined ? [] : [{ row, column, text }];
  });
  return {
    writes,
    missingRows: Math.max(0, area.bottom + 1 - size.rows),
    lostColumns: Math.max(0, right + 1 - size.columns),
  };
}
