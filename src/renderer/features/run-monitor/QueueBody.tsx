import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isActive, useRuns } from '../../studio/index.ts';
import { useNow } from '../cell-face/index.ts';
import { PastRuns } from './PastRuns.tsx';
import { QueueCauses } from './QueueCauses.tsx';
import { QueueFigures } from './QueueFigures.tsx';
import { QueueList } from './QueueList.tsx';
import { queueGroups } from './queue-groups.ts';
import { QueueOrder } from './QueueOrder.tsx';
import classes from './Queue.module.css';

/** The newest run, cell by cell: what goes on, what waits, what comes next, what went wrong; then the runs before it. */
export function QueueBody() {
  const { t } = useTranslation();
  const run = useRuns((state) => state.run);
  const cells = useRuns((state) => state.cells);
  const now = useNow(1000);
  const { going, waiting, queued, ended } = useMemo(() => queueGroups(cells.values()), [cells]);
  if (run === null) return <p className={classes.soft}>{t('queue.nothing')}</p>;
  const isGoing = isActive(run);
  const succeeded = ended.filter((cell) => cell.state === 'succeeded');
  return (
    <>
      <QueueFigures run={run} cells={cells} now={now} />
      {isGoing ? (
        <>
          <QueueList title={t('queue.going')} cells={going} now={now} />
          <QueueList title={t('queue.waiting')} cells={waiting} now={now} />
          <QueueOrder cells={queued} />
        </>
      ) : null}
      <QueueCauses cells={ended} canRetry={!isGoing} />
      <QueueList title={t('queue.ended')} cells={succeeded} now={now} />
      <PastRuns run={run} />
    </>
  );
}
