import { Button, CloseButton } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument, useJobs, useRuns, useStudio, type NewestRun } from '../../studio/index.ts';
import { interruptionOf } from './remaining-cells.ts';
import classes from './InterruptedNotice.module.css';

/** Says that the last run was cut off, what became of its paid work, and offers to do the rest of it. */
export function InterruptedNotice() {
  const run = useRuns((state) => (state.run?.interrupted === true ? state.run : null));
  const isDismissed = useRuns((state) => state.run !== null && state.dismissed === state.run.id);
  // What is left is looked for only then: while a run goes on, its cells change many times a second.
  return run === null || isDismissed ? null : <Interrupted run={run} />;
}

function Interrupted({ run }: { run: NewestRun }) {
  const { t } = useTranslation();
  const { runs, launch } = useStudio();
  const cells = useRuns((state) => state.cells);
  const existing = useDocument((state) => state.cells);
  const open = useJobs((state) => state.open);
  const { done, total, remaining, reattached, undecided } = useMemo(() => {
    const jobs = open.filter((job) => job.runId === run.id);
    return interruptionOf(cells.values(), new Set(existing.map((cell) => cell.key)), jobs);
  }, [cells, existing, open, run.id]);
  if (remaining.length + reattached + undecided === 0) return null;
  return (
    <div className={classes.notice} role="status" data-notice="interrupted">
      <IconPlugConnectedX size={18} aria-hidden />
      <span className={classes.text}>
        {t('run.interrupted', { done, count: total })}
        {reattached === 0 ? null : ` ${t('jobs.reattached', { count: reattached })}`}
        {undecided === 0 ? null : ` ${t('jobs.undecided', { count: undecided })}`}
      </span>
      {remaining.length === 0 ? null : (
        <Button
          size="xs"
          onClick={() => void launch.launch({ scope: { kind: 'cells', cells: remaining }, rehearse: run.rehearsal })}
        >
          {t('run.runRemaining', { count: remaining.length })}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('common.dismiss')} onClick={() => runs.dismissInterrupted()} />
    </div>
  );
}
