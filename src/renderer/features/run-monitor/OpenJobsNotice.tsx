import { Button, Group, Loader } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpenJob } from '../../../shared/contract/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { isActive, useJobs, useRuns, useStudio } from '../../studio/index.ts';
import { splitJobs } from './split-jobs.ts';
import classes from './OpenJobsNotice.module.css';

/** Paid work of earlier runs: what is being fetched, and what the user has to decide about. */
export function OpenJobsNotice() {
  const { t } = useTranslation();
  const open = useJobs((state) => state.open);
  const activeRun = useRuns((state) => (state.run !== null && isActive(state.run) ? state.run.id : null));
  const { fetching, undecided } = splitJobs(open, activeRun);
  if (fetching.length === 0 && undecided.length === 0) return null;
  return (
    <section className={classes.notices} data-notice="jobs">
      {fetching.length === 0 ? null : (
        <div className={classes.fetching} role="status">
          <Loader size="xs" color="currentColor" aria-hidden />
          {t('jobs.fetching', { count: fetching.length })}
        </div>
      )}
      {undecided.map((job) => (
        <Undecided key={job.id} job={job} />
      ))}
    </section>
  );
}

function Undecided({ job }: { job: OpenJob }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { jobs } = useStudio();
  const isDeciding = useJobs((state) => state.deciding.has(job.id));
  const price = formatUsd(job.reservedMicroUsd, language);
  return (
    <div className={classes.undecided} role="status" data-job={job.cell}>
      <IconHelpCircle size={18} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <strong>{t('jobs.unknown', { cell: job.cell, model: job.model, price })}</strong> {t('jobs.unknownHint')}
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="xs"
          data-action="look-again"
          disabled={isDeciding}
          aria-busy={isDeciding}
          onClick={() => void jobs.decide(job.id, 'look-again')}
        >
          {t('jobs.lookAgain')}
        </Button>
        <Button
          size="xs"
          variant="default"
          data-action="release"
          disabled={isDeciding}
          onClick={() => void jobs.decide(job.id, 'release')}
        >
          {t('jobs.release')}
        </Button>
      </Group>
    </div>
  );
}
