import { Progress } from '@mantine/core';
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { CellNow } from '../../studio/index.ts';
import { Stars } from '../../ui/index.ts';
import { StateChip, WaitClock } from '../cell-face/index.ts';
import classes from './CellStatus.module.css';

export interface CellStatusProps {
  cell: MatrixCell;
  now: CellNow;
  reasons: string;
}

/** The words beside a cell's picture. Its lines have fixed places, so that a run moves nothing. */
export function CellStatus({ cell, now, reasons }: CellStatusProps) {
  const { t } = useTranslation();
  const { live, planned, pick } = now;
  const isRunning = now.state === 'running' || now.state === 'downloading';
  const cannotRun = planned?.action === 'blocked' && live === null;
  return (
    <div className={classes.status}>
      <div className={classes.names}>
        <span className={classes.layer}>{cell.layer.title ?? cell.layer.name}</span>
        <span className={classes.unit}>{cell.unit.title ?? cell.unit.id}</span>
      </div>
      <StateChip state={now.state} />
      <div className={classes.foot}>
        {isRunning ? (
          <>
            <span className={classes.steps}>
              {live?.queuePosition != null
                ? t('queue.position', { position: live.queuePosition + 1 })
                : live?.step == null || live.steps === null
                  ? null
                  : t('matrix.steps', { step: live.step, steps: live.steps })}
            </span>
            <Progress value={(live?.progress ?? 0) * 100} size="sm" aria-label={t('run.progressLabel')} />
          </>
        ) : live?.state === 'waiting' ? (
          <span className={classes.steps}>
            <WaitClock untilMs={live.waitUntilMs} />
          </span>
        ) : cannotRun ? (
          <span className={classes.problem}>
            <IconAlertTriangle size={14} aria-hidden />
            {t('matrix.cannotRun')}
          </span>
        ) : now.stale ? (
          <span className={classes.stale}>
            <IconHistory size={14} aria-hidden className={classes.staleIcon} />
            <span className={classes.staleText}>{t('matrix.outOfDateBecause', { reasons })}</span>
          </span>
        ) : pick === null ? null : (
          <Stars value={pick.rating} label={t('gallery.stars', { count: pick.rating })} />
        )}
      </div>
    </div>
  );
}
