import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import type { Cause } from './queue-groups.ts';
import classes from './Queue.module.css';

/** Cells of a cause that are named at first, and how many more at each request. */
const namedFirst = 12;
const namedMore = 100;

/** Why cells did not get done, and which; each is taken up again by itself or gone to. */
export function QueueCause({ cause, canRetry }: { cause: Cause; canRetry: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [named, setNamed] = useState(namedFirst);
  const words = { failure: cause.text, blocked: t('queue.blockedBy'), cancelled: t('queue.cancelledCause') };
  const hint = cause.failure === null ? null : failureText(cause.failure, language).hint;
  const rest = cause.cells.length - named;
  return (
    <li className={classes.cause} data-cause={cause.kind}>
      <p className={classes.sentence}>
        {words[cause.kind]} <span className={classes.soft}>{t('queue.affects', { count: cause.cells.length })}</span>
      </p>
      {hint === null ? null : <p className={classes.hint}>{hint}</p>}
      <div className={classes.keys}>
        {cause.cells.slice(0, named).map((key) => (
          // What others block would only wait for them again.
          <NamedCell key={key} cell={key} canRetry={canRetry && cause.kind !== 'blocked'} />
        ))}
        {rest > 0 ? (
          <button type="button" className={classes.more} onClick={() => setNamed(named + namedMore)}>
            {t('queue.more', { count: rest })}
          </button>
        ) : null}
      </div>
    </li>
  );
}

function NamedCell({ cell, canRetry }: { cell: CellKey; canRetry: boolean }) {
  const { t } = useTranslation();
  const { launch, view } = useStudio();
  return (
    <span className={classes.named}>
      <button
        type="button"
        className={classes.key}
        aria-label={t('run.showCell', { cell })}
        onClick={() => {
          view.go('matrix');
          view.select(cell, { focus: true });
        }}
      >
        {cell}
      </button>
      {canRetry ? (
        <IconAction
          size="xs"
          label={t('runEnd.retryCell', { cell })}
          icon={<IconRefresh size={14} stroke={1.75} />}
          data-action="retry-cell"
          onClick={() => void launch.retryCell(cell)}
        />
      ) : null}
    </span>
  );
}
