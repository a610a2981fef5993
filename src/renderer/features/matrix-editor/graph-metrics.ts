/** Sizes of the graph in flow units (pixels at zoom 1). Fixed, so that nothing has to be measured (DESIGN §6). */
export const metrics = {
  cellWidth: 288,
  cellHeight: 144,
  columnGap: 88,
  labelWidth: 208,
  headerHeight: 56,
  lanePadding: 16,
  laneGap: 8,
  handle: 10,
} as const;

/** Height of a lane with its padding. */
export const laneHeight = metrics.cellHeight + 2 * metrics.lanePadding;

/** Where a cell stands that the user has not moved. */
export function gridPosition(unitIndex: number, layerIndex: number): { x: number; y: number } {
  return {
    x: metrics.labelWidth + layerIndex * (metrics.cellWidth + metrics.columnGap),
    y: metrics.headerHeight + unitIndex * (laneHeight + metrics.laneGap) + metrics.lanePadding,
  };
}

/** Width of all lanes. */
export function lanesWidth(layerCount: number): number {
  const cells = layerCount * metrics.cellWidth + Math.max(0, layerCount - 1) * metrics.columnGap;
  return metrics.labelWidth + cells + metrics.lanePadding;
}
