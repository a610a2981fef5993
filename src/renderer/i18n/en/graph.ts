/** Sentences of the graph. */
export const graph = {
  lanes: 'Lanes',
  lanesByUnit: 'A lane for each unit',
  lanesByLayer: 'A lane for each layer',
  fitSelection: 'Fit the selected cells',
  fold: 'Fold {{lane}}',
  unfold: 'Unfold {{lane}}',
  counts: '{{done}} of {{all}} done, {{stale}} out of date, {{failed}} failed',
  overview: 'All {{count}} cells. Arrow keys move between them.',
  moveView: 'Arrow keys move the view',
};

/** Labels of edits, which undo shows. */
export const graphEdit = {
  lanesByUnit: 'Lanes by unit',
  lanesByLayer: 'Lanes by layer',
  fold: 'Fold {{lane}}',
  unfold: 'Unfold {{lane}}',
};
