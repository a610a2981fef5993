import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';
import { useStudio } from '../../studio/index.ts';
import { QueueRow } from './QueueRow.tsx';
import { QueueRows } from './QueueRows.tsx';
import { frontAfterMove } from './queue-order.ts';
import classes from './Queue.module.css';

/** The cells that wait for their turn, in the order in which they start: dragged, or moved with Alt and the arrow keys. */
export function QueueOrder({ cells }: { cells: readonly CellRun[] }) {
  const { t } = useTranslation();
  const { runs } = useStudio();
  const [dragged, setDragged] = useState<CellKey | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  if (cells.length === 0) return null;
  const keys = cells.map((cell) => cell.key);

  function move(key: CellKey, to: number): void {
    const front = frontAfterMove(keys, key, to);
    if (front.length > 0) void runs.moveToFront(front);
  }

  return (
    <section>
      <h3 className={classes.title}>
        {t('queue.queued')} <span className={classes.soft}>{cells.length}</span>
      </h3>
      <p className={classes.soft}>{t('queue.orderHint')}</p>
      <QueueRows cells={cells} label={t('queue.queued')} isOrder>
        {(cell, { index, ...place }) => (
          <QueueRow
            key={cell.key}
            cell={cell}
            place={{ index, ...place }}
            now={0}
            canMove
            isTarget={dragged !== null && target === index}
            onMove={(by) => move(cell.key, index + by)}
            drag={{
              onDragStart(event) {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', cell.key);
                setDragged(cell.key);
              },
              onDragOver(event) {
                if (dragged === null) return;
                event.preventDefault();
                setTarget(index);
              },
              onDrop(event) {
                event.preventDefault();
                if (dragged !== null) move(dragged, index);
                setDragged(null);
              },
              onDragEnd: () => setDragged(null),
            }}
          />
        )}
      </QueueRows>
    </section>
  );
}
