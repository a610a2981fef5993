import type { Layer, Unit } from '../../../shared/matrix/index.ts';
import { useDocument } from '../../studio/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import type { Band } from './graph-layout.ts';
import { hasOwnId } from './has-own-id.ts';
import { typeColor } from './layout-graph.ts';
import classes from './BandTitle.module.css';

/** The name of a unit, or of a layer with the model that makes its cells. */
export function BandTitle({ band }: { band: Band }) {
  return band.kind === 'unit' ? <UnitTitle unit={band.unit} /> : <LayerTitle layer={band.layer} />;
}

function UnitTitle({ unit }: { unit: Unit }) {
  const title = unit.title ?? unit.id;
  return (
    <span className={classes.names}>
      <span className={classes.title}>{title}</span>
      {hasOwnId(unit) ? <span className={classes.detail}>{unit.id}</span> : null}
    </span>
  );
}

function LayerTitle({ layer }: { layer: Layer }) {
  const model = useDocument((state) => state.templates.get(layer.model)?.title ?? layer.model);
  return (
    <>
      <span className={classes.icon} style={{ color: typeColor(layer.asset_type) }}>
        <AssetIcon type={layer.asset_type} size={20} />
      </span>
      <span className={classes.names}>
        <span className={classes.title}>{layer.title ?? layer.name}</span>
        <span className={classes.detail}>{model}</span>
      </span>
    </>
  );
}
