import { Progress, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconHistory, IconLock, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { describeReasons, formatClock } from '../../i18n/index.ts';
import { useCell, useDocument, useView, type CellNow } from '../../studio/index.ts';
import { StateChip } from '../cell-face/index.ts';
import { CellThumb } from './CellThumb.tsx';
import type { GridCellProps } from './grid-cell-props.ts';
import { GridCell } from './GridCell.tsx';
import { mainParameter } from './main-parameter.ts';
import classes from './LayerCell.module.css';

/** A cell of the matrix in the table: a small picture, its state, and the text it is made from. */
export function LayerCell({ cell, ...place }: GridCellProps & { cell: MatrixCell }) {
  const { t } = useTranslation();
  const now = useCell(cell.key);
  // Also what was selected one by one, or in the graph.
  const isSelected = useView((state) => state.selection.has(cell.key));
  const text = useMainText(cell, now);
  const reasons = describeReasons(now.planned?.why ?? [], t);
  const isBusy = now.state === 'running' || now.state === 'downloading';
  const { live } = now;
  return (
    <GridCell
      {...place}
      isInRange={place.isInRange || isSelected}
      editorLabel={`${cell.unit.id} / ${cell.layer.name}`}
      cell={cell}
      attributes={{ 'data-muted': cell.muted, 'data-cell': cell.key, 'data-state': now.state, 'data-stale': now.stale }}
    >
      <div className={classes.cell}>
        <CellThumb cell={cell} now={now} />
        <div className={classes.body}>
          <div className={classes.marks}>
            <StateChip state={now.state} />
            <Marks cell={cell} now={now} reasons={reasons} />
          </div>
          <div className={classes.text} data-own={text.isOwn}>
            {text.shown}
          </div>
        </div>
        {isBusy ? (
          <Progress
            className={classes.progress ?? ''}
            value={(live?.progress ?? 0) * 100}
            size={3}
            aria-label={t('run.progressLabel')}
          />
        ) : null}
      </div>
    </GridCell>
  );
}

function Marks({ cell, now, reasons }: { cell: MatrixCell; now: CellNow; reasons: string }) {
  const { t } = useTranslation();
  const seconds = now.pick?.take.durationSeconds ?? null;
  return (
    <>
      {now.stale ? (
        <Tooltip label={t('matrix.outOfDateBecause', { reasons })}>
          <span className={classes.stale} data-mark="stale">
            <IconHistory size={14} aria-hidden />
            <span className={classes.staleWord}>{t('matrix.outOfDate')}</span>
            <VisuallyHidden>{reasons}</VisuallyHidden>
          </span>
        </Tooltip>
      ) : null}
      {cell.locked ? (
        <span className={classes.mark} title={t('table.filter.locked')}>
          <IconLock size={14} aria-hidden />
        </span>
      ) : null}
      {cell.muted ? (
        <span className={classes.mark} title={t('table.filter.muted')}>
          <IconVolumeOff size={14} aria-hidden />
        </span>
      ) : null}
      {seconds === null ? null : <span className={classes.mark}>{formatClock(seconds * 1000)}</span>}
    </>
  );
}

/** The text as it will be sent, placeholders filled in, and whether the cell says it itself. */
function useMainText(cell: MatrixCell, now: CellNow): { shown: string; isOwn: boolean } {
  const name = useDocument((state) => mainParameter(state.templates.get(cell.model) ?? null, cell.parameters));
  if (name === null) return { shown: '', isOwn: false };
  const resolved = now.planned?.parameters[name];
  const raw = cell.parameters[name];
  const value = typeof resolved === 'string' ? resolved : raw;
  return { shown: typeof value === 'string' ? value : '', isOwn: cell.ownParameters.includes(name) };
}
