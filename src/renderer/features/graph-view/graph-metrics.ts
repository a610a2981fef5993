/** Sizes of the graph in flow units (pixels at zoom 1). Fixed, so that nothing has to be measured (DESIGN §6). */
export const metrics = {
  cellWidth: 288,
  cellHeight: 144,
  /** Room for the name of a parameter between two cells: `reference_image` would be cut at less. */
  columnGap: 112,
  /** The words of a lane, and a gap beside them for the lines that lead into the first column. */
  labelWidth: 240,
  headerHeight: 56,
  lanePadding: 16,
  laneGap: 8,
  /** Wider than between units: from layer to layer something flows. */
  layerLaneGap: 32,
  /** Height of a lane that is folded. */
  foldedLane: 44,
  handle: 10,
} as const;

/** Height of a lane with its padding. */
export const laneHeight = metrics.cellHeight + 2 * metrics.lanePadding;
