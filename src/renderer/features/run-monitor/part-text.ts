import type { Translate } from '../../i18n/index.ts';
import type { Part } from '../../studio/index.ts';
import { scopeLabel } from './scope-choices.ts';

export interface PartFacts {
  layers: number;
  units: number;
  selected: number;
}

/** Short name of a part, beside the run button: "2 of 3 layers". */
export function partText(part: Part, { layers, units, selected }: PartFacts, t: Translate): string {
  if (part.kind === 'selection') return selectionText(selected, t);
  if (part.kind !== 'without') return scopeLabel(part, t);
  const parts = [
    part.layers.length === 0 ? null : t('launch.picker.onlyLayers', countsOf(layers, part.layers.length)),
    part.units.length === 0 ? null : t('launch.picker.onlyUnits', countsOf(units, part.units.length)),
  ];
  return parts.filter((each) => each !== null).join(', ');
}

/** Name of the selection as a part. */
export function selectionText(count: number, t: Translate): string {
  return t(count === 0 ? 'launch.picker.selection_zero' : 'launch.picker.selection', { count });
}

function countsOf(total: number, left: number): { done: number; total: number } {
  return { done: Math.max(0, total - left), total };
}
