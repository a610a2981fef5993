/** Below this zoom the matrix is a pattern, over which names of their own size would be a speck. */
const far = 0.4;
/** Least size on the screen from there on, against that at zoom 1. */
const least = 0.8;

/**
 * How many times larger than at zoom 1 a frame's line and name are drawn, so that from afar they are about as large on the
 * screen. In half octaves: a value that changed with every turn of the wheel would draw all frames anew each time.
 */
export function enlargement(zoom: number): number {
  return zoom >= far ? 1 : 2 ** (Math.ceil(2 * Math.log2(least / zoom)) / 2);
}
