import { Button, Group, Progress, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { noCost } from '../../../shared/base/index.ts';
import { CommandChord } from '../../commands/index.ts';
import { formatClock, formatUsd, useLanguage } from '../../i18n/index.ts';
import { runFigures, useRuns, useStudio, useView } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import classes from './RunBar.module.css';
import { useNow } from '../cell-face/index.ts';

/** How far the run is: cells, cost and time; pressing it opens the queue. */
export function RunProgress() {
  const { t } = useTranslation();
  const { runs } = useStudio();
  const isPaused = useRuns((state) => state.run?.state === 'paused');
  return (
    <Group gap="xs" wrap="nowrap" data-run={isPaused ? 'paused' : 'active'}>
      <Figures isPaused={isPaused} />
      <IconAction
        label={t(isPaused ? 'queue.resume' : 'queue.pause')}
        hint={<CommandChord command="pauseRun" />}
        icon={isPaused ? <IconPlayerPlayFilled size={16} /> : <IconPlayerPauseFilled size={16} />}
        variant="default"
        data-action={isPaused ? 'resume' : 'pause'}
        onClick={() => void (isPaused ? runs.resume() : runs.pause())}
      />
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

function Figures({ isPaused }: { isPaused: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useStudio();
  const startedAtMs = useRuns((state) => state.run?.startedAtMs ?? null);
  const isRehearsal = useRuns((state) => state.run?.rehearsal ?? false);
  const { done, total, share, cost } = useRuns((state) => runFigures(state.cells));
  const isOpen = useView((state) => state.queue !== null);
  const now = useNow(1000);
  const parts = [
    isRehearsal ? t('queue.rehearsal') : null,
    isPaused ? t('queue.paused') : null,
    t('run.progress', { done, total }),
    cost === noCost ? null : formatUsd(cost, language),
  ].filter((part) => part !== null);
  return (
    <Tooltip
      label={
        <>
          {t('queue.open')} <CommandChord command="queue" />
        </>
      }
    >
      <button
        type="button"
        className={classes.progress}
        data-action="queue"
        aria-expanded={isOpen}
        onClick={() => view.toggleQueue()}
      >
        <VisuallyHidden>{t('queue.open')}: </VisuallyHidden>
        <span className={classes.figures}>
          <span className={classes.kind}>{parts.join(' · ')}</span>
          <span className={classes.clock}>{formatClock(now - (startedAtMs ?? now))}</span>
        </span>
        <Progress
          component="span"
          display="block"
          value={share}
          size="sm"
          color={isPaused ? 'gray' : 'dye'}
          aria-label={t('run.progressLabel')}
          transitionDuration={200}
        />
      </button>
    </Tooltip>
  );
}
