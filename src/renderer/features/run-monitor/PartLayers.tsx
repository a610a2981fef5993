import { useTranslation } from 'react-i18next';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import { leftOut, useDocument, usePart, useStudio } from '../../studio/index.ts';
import { PartTick } from './PartTick.tsx';
import { usePartSums } from './use-part-sums.ts';
import classes from './PartPicker.module.css';

const layerOf = (cell: PlannedCell): string => cell.layerName;

/** The layers with their prices; one without its tick is not run. */
export function PartLayers() {
  const { t } = useTranslation();
  const { parts } = useStudio();
  const layers = useDocument((state) => state.document?.matrix.layers);
  const part = usePart((state) => state.part);
  const sums = usePartSums(layerOf);
  const out = new Set(leftOut(part).layers);
  const isWhole = part.kind === 'all' || part.kind === 'without';
  return (
    <section>
      <h3 className={classes.title}>{t('launch.picker.layers')}</h3>
      <ul className={classes.ticks} data-part="layers">
        {(layers ?? []).map((layer) => (
          <PartTick
            key={layer.name}
            label={layer.title ?? layer.name}
            isIn={isWhole && !out.has(layer.name)}
            isDisabled={!isWhole}
            sum={isWhole ? (out.has(layer.name) ? sums.whole : sums.inPart).get(layer.name) : undefined}
            onChange={(isIn) => parts.tickLayer(layer.name, isIn)}
          />
        ))}
      </ul>
    </section>
  );
}
