import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastRun } from '../../../shared/run/index.ts';
import { formatClock, formatMoment, formatUsd, useLanguage } from '../../i18n/index.ts';
import { useRuns, useSpending, useStudio, type NewestRun } from '../../studio/index.ts';
import classes from './Queue.module.css';

/** The runs of the document before this one: how they went, what was expected and what was charged. */
export function PastRuns({ run }: { run: NewestRun }) {
  const { t } = useTranslation();
  const { runs } = useStudio();
  const past = useRuns((state) => state.past);
  useEffect(() => void runs.lookBack(), [runs, run.id, run.state]);
  const before = past.filter((each) => each.id !== run.id);
  if (before.length === 0) return null;
  return (
    <section data-queue="past">
      <h3 className={classes.title}>{t('queue.past')}</h3>
      <ul className={classes.list}>
        {before.map((each) => (
          <PastRow key={each.id} run={each} />
        ))}
      </ul>
    </section>
  );
}

function PastRow({ run }: { run: PastRun }) {
  const { t } = useTranslation();
  const language = useLanguage();
  // Where no spending is kept, none is shown either.
  const hasAmounts = useSpending(({ summary }) => summary?.isOn === true);
  const { chargedMicroUsd, estimateMicroUsd } = run;
  const took = run.endedAtMs === null ? null : formatClock(run.endedAtMs - run.startedAtMs);
  const counts = [
    t('run.progress', { done: run.done, total: run.total }),
    run.failed === 0 ? null : t('run.failedCount', { count: run.failed }),
    run.cancelled === 0 ? null : t('run.cancelledCount', { count: run.cancelled }),
    run.rehearsal ? t('queue.rehearsal') : null,
    run.interrupted ? t('queue.interrupted') : null,
  ];
  return (
    <li className={classes.past} data-past-run={run.state}>
      <span className={classes.pastWhen}>{formatMoment(new Date(run.startedAtMs).toISOString(), language)}</span>
      <span className={classes.pastCost}>
        {!hasAmounts || (chargedMicroUsd === 0 && estimateMicroUsd === null)
          ? null
          : formatUsd(chargedMicroUsd, language)}
      </span>
      <span className={classes.soft}>{[...counts, took].filter((each) => each !== null).join(' · ')}</span>
      <span className={classes.pastCost}>
        {!hasAmounts || estimateMicroUsd === null ? null : (
          <span className={classes.soft}>{t('queue.estimated', { price: formatUsd(estimateMicroUsd, language) })}</span>
        )}
      </span>
    </li>
  );
}
