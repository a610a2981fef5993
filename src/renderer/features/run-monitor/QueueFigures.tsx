import { Button, Group, Progress } from '@mantine/core';
import {
  IconMasksTheater,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';
import { formatClock, formatDuration, formatUsd, useLanguage } from '../../i18n/index.ts';
import { isActive, runFigures, useStudio, type NewestRun } from '../../studio/index.ts';
import { useTimeLeft } from './use-time-left.ts';
import classes from './Queue.module.css';

export interface QueueFiguresProps {
  run: NewestRun;
  cells: ReadonlyMap<CellKey, CellRun>;
  now: number;
}

/** Progress, time and cost of a run, with pausing and ending it. */
export function QueueFigures({ run, cells, now }: QueueFiguresProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { runs } = useStudio();
  const { done, total, share, cost } = runFigures(cells);
  const isPaused = run.state === 'paused';
  const leftMs = useTimeLeft(run, [...cells.values()], now);
  return (
    <section className={classes.figures}>
      {run.rehearsal ? (
        <p className={classes.badge}>
          <IconMasksTheater size={16} stroke={1.75} aria-hidden />
          {t('queue.rehearsalNote')}
        </p>
      ) : null}
      <dl className={classes.facts}>
        <dt>{t('run.progressLabel')}</dt>
        <dd>{t('run.progress', { done, total })}</dd>
        <dt>{t('run.elapsed')}</dt>
        <dd>{formatClock((run.endedAtMs ?? now) - run.startedAtMs)}</dd>
        {leftMs === null ? null : (
          <>
            <dt>{t('queue.left')}</dt>
            <dd data-time-left>{formatDuration(leftMs, language)}</dd>
          </>
        )}
        <dt>{t('queue.cost')}</dt>
        <dd>{formatUsd(cost, language)}</dd>
      </dl>
      <Progress value={share} size="sm" aria-label={t('run.progressLabel')} transitionDuration={200} />
      {isActive(run) ? (
        <Group gap="xs">
          <Button
            variant="default"
            data-action={isPaused ? 'resume' : 'pause'}
            title={isPaused ? undefined : t('queue.pauseHint')}
            leftSection={
              isPaused ? (
                <IconPlayerPlayFilled size={14} aria-hidden />
              ) : (
                <IconPlayerPauseFilled size={14} aria-hidden />
              )
            }
            onClick={() => void (isPaused ? runs.resume() : runs.pause())}
          >
            {t(isPaused ? 'queue.resume' : 'queue.pause')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
            title={run.rehearsal ? undefined : t('queue.stopHint')}
            onClick={() => void runs.cancel()}
          >
            {t('run.cancel')}
          </Button>
        </Group>
      ) : null}
    </section>
  );
}
