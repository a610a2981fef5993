import { Progress } from '@mantine/core';
import { IconArrowBarToUp, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { isTerminal, type CellRun } from '../../../shared/run/index.ts';
import { formatClock } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { StateChip, WaitClock } from '../cell-face/index.ts';
import classes from './QueueDrawer.module.css';

export interface QueueRowProps {
  cell: CellRun;
  /** The present for a cell whose clock runs; 0 for the others, so that they are drawn once. */
  now: number;
  canMove: boolean;
}

/** A cell in the queue: where it stands, how long it takes, and what can be done about it. */
function PlainQueueRow({ cell, now, canMove }: QueueRowProps) {
  const { t } = useTranslation();
  const { runs, view } = useStudio();
  const hasEnded = isTerminal(cell.state);
  const isGoing = cell.state === 'running' || cell.state === 'downloading';
  return (
    <li className={classes.row} data-queue-cell={cell.key} data-state={cell.state}>
      <div className={classes.what}>
        <button
          type="button"
          className={classes.name}
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
export const QueueRow = memo(PlainQueueRow);

function Standing({ cell, now }: { cell: CellRun; now: number }) {
  const { t } = useTranslation();
  if (cell.state === 'waiting') return <WaitClock untilMs={cell.waitUntilMs} />;
  if (cell.queuePosition !== null) return t('queue.position', { position: cell.queuePosition + 1 });
  if (cell.startedAtMs === null) return null;
  return formatClock((cell.endedAtMs ?? now) - cell.startedAtMs);
}
