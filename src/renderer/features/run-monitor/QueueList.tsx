import { useTranslation } from 'react-i18next';
import type { CellRun } from '../../../shared/run/index.ts';
import { QueueRow } from './QueueRow.tsx';
import classes from './QueueDrawer.module.css';

/** Rows that a list shows; a run may have thousands of cells. */
const shownRows = 100;

export interface QueueListProps {
  title: string;
  cells: readonly CellRun[];
  now: number;
  /** Cells can overtake each other. */
  canMove?: boolean;
}

/** Cells of a run that do the same at the moment. Nothing when there are none. */
export function QueueList({ title, cells, now, canMove = false }: QueueListProps) {
  const { t } = useTranslation();
  if (cells.length === 0) return null;
  return (
    <section>
      <h3 className={classes.title}>
        {title} <span className={classes.soft}>{cells.length}</span>
      </h3>
      <ul className={classes.list}>
        {cells.slice(0, shownRows).map((cell) => (
          <QueueRow
            key={cell.key}
            cell={cell}
            now={cell.startedAtMs !== null && cell.endedAtMs === null ? now : 0}
            canMove={canMove}
          />
        ))}
      </ul>
      {cells.length > shownRows ? (
        <p className={classes.soft}>{t('queue.more', { count: cells.length - shownRows })}</p>
      ) : null}
    </section>
  );
}
