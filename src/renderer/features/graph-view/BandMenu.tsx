import { LayerMenu, UnitMenu } from '../matrix-actions/index.ts';
import type { Band } from './graph-layout.ts';

/** What can be done with a unit or a layer, in the header of its lane or column. */
export function BandMenu({ band }: { band: Band }) {
  return band.kind === 'unit' ? <UnitMenu unit={band.unit.id} /> : <LayerMenu layer={band.layer.name} />;
}
