import { Button, Group, Progress } from '@mantine/core';
import {
  IconMasksTheater,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { costOf, type CellRun } from '../../../shared/run/index.ts';
import { formatClock, formatUsd, useLanguage } from '../../i18n/index.ts';
import { isActive, useStudio, type NewestRun } from '../../studio/index.ts';
import { progressOf } from './run-progress.ts';
import classes from './QueueDrawer.module.css';

export interface QueueFiguresProps {
  run: NewestRun;
  cells: readonly CellRun[];
  now: number;
}

/** Progress, time and cost of a run, with pausing and ending it. */
export function QueueFigures({ run, cells, now }: QueueFiguresProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { runs } = useStudio();
  const { done, total, share } = progressOf(cells);
  const isPaused = run.state === 'paused';
  return (
    <section className={classes.figures}>
      {run.rehearsal ? (
        <p className={classes.badge}>
          <IconMasksTheater size={16} stroke={1.75} aria-hidden />
          {t('queue.rehearsal')}: {t('launch.rehearseHint')}
        </p>
      ) : null}
      <dl className={classes.facts}>
        <dt>{t('run.progressLabel')}</dt>
        <dd>{t('run.progress', { done, total })}</dd>
        <dt>{t('run.elapsed')}</dt>
        <dd>{formatClock((run.endedAtMs ?? now) - run.startedAtMs)}</dd>
        <dt>{t('queue.cost')}</dt>
        <dd>{formatUsd(costOf(cells), language)}</dd>
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
            onClick={() => void runs.cancel()}
          >
            {t('run.cancel')}
          </Button>
        </Group>
      ) : null}
    </section>
  );
}
