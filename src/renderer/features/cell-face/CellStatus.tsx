import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { CellNow } from '../../studio/index.ts';
import { CellFoot } from './CellFoot.tsx';
import { StateChip } from './StateChip.tsx';
import classes from './CellStatus.module.css';

export interface CellStatusProps {
  cell: MatrixCell;
  now: CellNow;
  reasons: string;
}

/** The words beside a cell's picture. Its lines have fixed places, so that a run moves nothing. */
export function CellStatus({ cell, now, reasons }: CellStatusProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.status} data-locked={cell.locked}>
      <div className={classes.names}>
        <span className={classes.layer}>{cell.layer.title ?? cell.layer.name}</span>
        <span className={classes.unit}>{cell.unit.title ?? cell.unit.id}</span>
      </div>
      <span className={classes.marks}>
        <StateChip state={now.state} />
        {cell.locked ? (
          <span className={classes.lock} role="img" aria-label={t('cells.locked')} title={t('cells.lockedHint')}>
            <IconLock size={14} aria-hidden />
          </span>
        ) : null}
      </span>
      <div className={classes.foot}>
        <CellFoot cell={cell.key} now={now} reasons={reasons} />
      </div>
    </div>
  );
}
