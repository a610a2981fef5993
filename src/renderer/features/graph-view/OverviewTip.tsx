import { useStoreApi } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { describeReasons } from '../../i18n/index.ts';
import { useCell } from '../../studio/index.ts';
import type { GraphLayout } from './graph-layout.ts';
import { useHover } from './graph-state.ts';
import classes from './GraphOverviewLayer.module.css';

/** Name and state of the cell under the pointer, which is too small on the canvas to tell them itself. */
export function OverviewTip({ layout }: { layout: GraphLayout }) {
  const cell = useHover((hovered) => hovered);
  return cell === null ? null : <Tip key={cell} cell={cell} layout={layout} />;
}

function Tip({ cell: key, layout }: { cell: CellKey; layout: GraphLayout }) {
  const { t } = useTranslation();
  const now = useCell(key);
  const [x, y, zoom] = useStoreApi().getState().transform;
  const placed = layout.byKey.get(key);
  if (placed === undefined) return null;
  const { cell } = placed;
  const reasons = describeReasons(now.planned?.why ?? [], t);
  const place = { left: (placed.x + placed.width / 2) * zoom + x, top: placed.y * zoom + y };
  return (
    <div className={classes.tip} style={place} data-tip={key} aria-hidden>
      <strong>
        {cell.unit.title ?? cell.unit.id} / {cell.layer.title ?? cell.layer.name}
      </strong>
      <span>{t(`state.${now.state}`)}</span>
      {now.stale ? <span>{t('matrix.outOfDateBecause', { reasons })}</span> : null}
    </div>
  );
}
