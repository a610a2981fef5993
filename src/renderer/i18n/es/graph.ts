import type { en } from '../en/index.ts';

/** Spanish sentences of the graph. */
export const graph: typeof en.graph = {
  lanes: 'Carriles',
  lanesByUnit: 'Un carril por unidad',
  lanesByLayer: 'Un carril por capa',
  fitSelection: 'Ajustar las celdas seleccionadas',
  fold: 'Plegar {{lane}}',
  unfold: 'Desplegar {{lane}}',
  counts: '{{done}} de {{all}} hechas, {{stale}} desactualizadas, {{failed}} fallidas',
  overview: 'Las {{count}} celdas. Las flechas mueven entre ellas.',
  moveView: 'Las flechas mueven la vista',
};

/** Labels of edits, which undo shows. */
export const graphEdit: typeof en.graphEdit = {
  lanesByUnit: 'Carriles por unidad',
  lanesByLayer: 'Carriles por capa',
  fold: 'Plegar {{lane}}',
  unfold: 'Desplegar {{lane}}',
};
