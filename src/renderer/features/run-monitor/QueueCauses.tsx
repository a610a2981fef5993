import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellRun } from '../../../shared/run/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { causesOf, type Cause } from './queue-groups.ts';
import classes from './QueueDrawer.module.css';

/** Cells of a cause that are named. */
const namedCells = 12;

/** What did not get done, by cause, with a button that takes it up again. */
export function QueueCauses({ cells, canRetry }: { cells: readonly CellRun[]; canRetry: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const causes = useMemo(
    () => causesOf(cells, (failure) => failureText(failure, language).sentence),
    [cells, language],
  );
  if (causes.length === 0) return null;
  return (
    <section data-queue="causes">
      <h3 className={classes.title}>{t('queue.failed')}</h3>
      <ul className={classes.list}>
        {causes.map((cause) => (
          <CauseRow key={`${cause.kind} ${cause.text}`} cause={cause} />
        ))}
      </ul>
      {canRetry ? (
        <Button
          mt="sm"
          data-action="retry-failed"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void launch.retryFailed()}
        >
          {t('queue.retryFailed')}
        </Button>
      ) : null}
    </section>
  );
}

function CauseRow({ cause }: { cause: Cause }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useStudio();
  const words = { failure: cause.text, blocked: t('queue.blockedBy'), cancelled: t('queue.cancelledCause') };
  const hint = cause.failure === null ? null : failureText(cause.failure, language).hint;
  const rest = cause.cells.length - namedCells;
  return (
    <li className={classes.cause} data-cause={cause.kind}>
      <p className={classes.sentence}>
        {words[cause.kind]} <span className={classes.soft}>{t('queue.affects', { count: cause.cells.length })}</span>
      </p>
      {hint === null ? null : <p className={classes.hint}>{hint}</p>}
      <p className={classes.keys}>
        {cause.cells.slice(0, namedCells).map((key) => (
          <button
            key={key}
            type="button"
            className={classes.key}
            aria-label={t('run.showCell', { cell: key })}
            onClick={() => {
              view.go('matrix');
              view.select(key, { focus: true });
            }}
          >
            {key}
          </button>
        ))}
        {rest > 0 ? <span className={classes.soft}>{t('queue.more', { count: rest })}</span> : null}
      </p>
    </li>
  );
}
