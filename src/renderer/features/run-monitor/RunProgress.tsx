import { Button, Group, Progress } from '@mantine/core';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isTerminal } from '../../../shared/run/index.ts';
import { formatClock } from '../../i18n/index.ts';
import { useRuns, useStudio } from '../../studio/index.ts';
import classes from './RunBar.module.css';
import { useNow } from './use-now.ts';

/** How far the run is: cells, time, and a way to end it. */
export function RunProgress() {
  const { t } = useTranslation();
  const { runs } = useStudio();
  const startedAtMs = useRuns((state) => state.run?.startedAtMs ?? null);
  const cells = useRuns((state) => state.cells);
  const now = useNow(1000);
  const taking = [...cells.values()].filter((cell) => cell.state !== 'skipped');
  const done = taking.filter((cell) => isTerminal(cell.state)).length;
  const work = taking.reduce((sum, cell) => sum + (isTerminal(cell.state) ? 1 : (cell.progress ?? 0)), 0);
  const share = taking.length === 0 ? 0 : (work / taking.length) * 100;
  return (
    <Group gap="sm" wrap="nowrap" data-run="active">
      <div className={classes.progress}>
        <div className={classes.figures}>
          <span>{t('run.progress', { done, total: taking.length })}</span>
          <span className={classes.clock} title={t('run.elapsed')}>
            {formatClock(now - (startedAtMs ?? now))}
          </span>
        </div>
        <Progress value={share} size="sm" aria-label={t('run.progressLabel')} transitionDuration={200} />
      </div>
      <Button
        variant="default"
        data-action="cancel"
        leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
        aria-label={t('run.cancel')}
        onClick={() => void runs.cancel()}
      >
        {t('run.cancelShort')}
      </Button>
    </Group>
  );
}
