import type { CellRun } from '../../../shared/run/index.ts';
import { QueueRow } from './QueueRow.tsx';
import { QueueRows } from './QueueRows.tsx';
import classes from './Queue.module.css';

export interface QueueListProps {
  title: string;
  cells: readonly CellRun[];
  now: number;
}

/** Cells of a run that do the same at the moment. Nothing when there are none. */
export function QueueList({ title, cells, now }: QueueListProps) {
  if (cells.length === 0) return null;
  return (
    <section>
      <h3 className={classes.title}>
        {title} <span className={classes.soft}>{cells.length}</span>
      </h3>
      <QueueRows cells={cells} label={title}>
        {(cell, place) => (
          <QueueRow
            key={cell.key}
            cell={cell}
            place={place}
            now={cell.startedAtMs !== null && cell.endedAtMs === null ? now : 0}
          />
        )}
      </QueueRows>
    </section>
  );
}
