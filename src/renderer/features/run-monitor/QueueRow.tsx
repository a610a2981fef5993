import { Progress } from '@mantine/core';
import { IconArrowBarToUp, IconGripVertical, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { isTerminal, type CellRun } from '../../../shared/run/index.ts';
import { formatClock } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { CellNotices } from './CellNotices.tsx';
import { StateChip, WaitClock } from '../cell-face/index.ts';
import type { RowPlace } from './QueueRows.tsx';
import classes from './Queue.module.css';

export interface QueueRowProps {
  cell: CellRun;
  place: RowPlace;
  /** The present for a cell whose clock runs; 0 for the others, so that they are drawn once. */
  now: number;
  /** It waits for its turn, and can be put elsewhere. */
  canMove?: boolean;
  /** What is dragged would be dropped here. */
  isTarget?: boolean;
  /** Moves it by so many places. */
  onMove?: (by: -1 | 1) => void;
  drag?: Pick<React.HTMLAttributes<HTMLLIElement>, 'onDragStart' | 'onDragOver' | 'onDrop' | 'onDragEnd'>;
}

/** A cell in the queue: where it stands, how long it takes, and what can be done about it. */
function PlainQueueRow({ cell, place, now, canMove = false, isTarget = false, onMove, drag }: QueueRowProps) {
  const { index, style, measure } = place;
  const { t } = useTranslation();
  const { runs, view } = useStudio();
  const hasEnded = isTerminal(cell.state);
  const isGoing = cell.state === 'running' || cell.state === 'downloading';
  return (
    <li
      ref={measure}
      style={style}
      data-index={index}
      className={classes.row}
      data-queue-cell={cell.key}
      data-state={cell.state}
      data-target={isTarget}
      draggable={canMove}
      {...drag}
    >
      {canMove ? <IconGripVertical size={16} aria-hidden className={classes.grip} /> : null}
      <div className={classes.what}>
        <button
          type="button"
          className={classes.name}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
            event.preventDefault();
            onMove?.(event.key === 'ArrowUp' ? -1 : 1);
          }}
          onClick={() => {
            view.go('matrix');
            view.select(cell.key, { focus: true });
          }}
        >
          {cell.key}
        </button>
        <span className={classes.state}>
          <StateChip state={cell.state} />
          <span className={classes.soft}>
            <Standing cell={cell} now={now} />
          </span>
        </span>
        <CellNotices notices={cell.notices} />
        {isGoing ? <Progress value={(cell.progress ?? 0) * 100} size="xs" aria-label={t('run.progressLabel')} /> : null}
      </div>
      {canMove ? (
        <IconAction
          label={t('queue.toFront', { cell: cell.key })}
          icon={<IconArrowBarToUp size={18} stroke={1.75} />}
          data-action="to-front"
          onClick={() => void runs.moveToFront([cell.key])}
        />
      ) : null}
      {hasEnded ? null : (
        <IconAction
          label={t('queue.cancelCell', { cell: cell.key })}
          icon={<IconX size={18} stroke={1.75} />}
          data-action="cancel-cell"
          onClick={() => void runs.cancelCell(cell.key)}
        />
      )}
    </li>
  );
}

/** Progress comes many times a second, and most rows have no part in it. */
export const QueueRow = memo(PlainQueueRow, isSameRow);

/** Of a place only its numbers count: it is said anew with every drawing of the list. */
function isSameRow(before: QueueRowProps, after: QueueRowProps): boolean {
  return (
    before.cell === after.cell &&
    before.now === after.now &&
    before.isTarget === after.isTarget &&
    before.onMove === after.onMove &&
    before.place.index === after.place.index &&
    before.place.style?.transform === after.place.style?.transform
  );
}

function Standing({ cell, now }: { cell: CellRun; now: number }) {
  const { t } = useTranslation();
  if (cell.state === 'waiting') return <WaitClock untilMs={cell.waitUntilMs} />;
  if (cell.queuePosition !== null) return t('queue.position', { position: cell.queuePosition + 1 });
  if (cell.startedAtMs === null) return null;
  return formatClock((cell.endedAtMs ?? now) - cell.startedAtMs);
}
