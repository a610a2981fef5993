import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isActive, useRuns, useStudio, useView } from '../../studio/index.ts';
import { QueueCauses } from './QueueCauses.tsx';
import { QueueFigures } from './QueueFigures.tsx';
import { QueueList } from './QueueList.tsx';
import { queueGroups } from './queue-groups.ts';
import { useNow } from '../cell-face/index.ts';
import classes from './QueueDrawer.module.css';

/** The newest run, cell by cell: what goes on, what waits, what comes next, what went wrong. */
export function QueueDrawer() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'queue');
  return (
    <Drawer
      opened={isOpen}
      onClose={() => view.close()}
      position="right"
      size="28rem"
      title={t('queue.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.body} data-dialog="queue">
        {isOpen ? <QueueBody /> : null}
      </div>
    </Drawer>
  );
}

function QueueBody() {
  const { t } = useTranslation();
  const run = useRuns((state) => state.run);
  const cells = useRuns((state) => state.cells);
  const now = useNow(1000);
  if (run === null) return <p className={classes.soft}>{t('queue.nothing')}</p>;
  const isGoing = isActive(run);
  const { going, waiting, queued, ended } = queueGroups(cells.values());
  return (
    <>
      <QueueFigures run={run} cells={[...cells.values()]} now={now} />
      {isGoing ? (
        <>
          <QueueList title={t('queue.going')} cells={going} now={now} />
          <QueueList title={t('queue.waiting')} cells={waiting} now={now} />
          <QueueList title={t('queue.queued')} cells={queued} now={now} canMove />
        </>
      ) : null}
      <QueueCauses cells={ended} canRetry={!isGoing} />
      <QueueList title={t('queue.ended')} cells={ended.filter((cell) => cell.state === 'succeeded')} now={now} />
    </>
  );
}
