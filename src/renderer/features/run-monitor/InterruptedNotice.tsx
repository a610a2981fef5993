import { Button, CloseButton } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument, useRuns, useStudio } from '../../studio/index.ts';
import { interruptionOf } from './remaining-cells.ts';
import classes from './InterruptedNotice.module.css';

/** Says that the last run was cut off, and offers to do the rest of it. */
export function InterruptedNotice() {
  const { t } = useTranslation();
  const { runs } = useStudio();
  const run = useRuns((state) => state.run);
  const isDismissed = useRuns((state) => state.run !== null && state.dismissed === state.run.id);
  const cells = useRuns((state) => state.cells);
  const existing = useDocument((state) => state.cells);
  const { done, total, remaining } = useMemo(
    () => interruptionOf(cells.values(), new Set(existing.map((cell) => cell.key))),
    [cells, existing],
  );
  if (run?.interrupted !== true || isDismissed || remaining.length === 0) return null;
  return (
    <div className={classes.notice} role="status" data-notice="interrupted">
      <IconPlugConnectedX size={18} aria-hidden />
      <span className={classes.text}>{t('run.interrupted', { done, count: total })}</span>
      <Button size="xs" onClick={() => void runs.start({ kind: 'cells', cells: remaining })}>
        {t('run.runRemaining', { count: remaining.length })}
      </Button>
      <CloseButton size="sm" aria-label={t('common.dismiss')} onClick={() => runs.dismissInterrupted()} />
    </div>
  );
}
