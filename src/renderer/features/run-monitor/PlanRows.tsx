import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { PlanRow } from './PlanRow.tsx';
import classes from './PlanDialog.module.css';

/** Height of a row in pixels before it has been measured. */
const rowHeight = 56;

/** Cells of a plan as a list of which only the visible rows exist. */
export function PlanRows({ cells, plan }: { cells: readonly PlannedCell[]; plan: RunPlan }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: cells.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => cells[index]?.key ?? index,
    overscan: 6,
  });
  if (cells.length === 0) return <p className={classes.warning}>{t('launch.plan.none')}</p>;
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul className={classes.virtual} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const cell = cells[row.index];
          if (cell === undefined) return null;
          return (
            <li
              key={row.key}
              ref={virtual.measureElement}
              data-index={row.index}
              data-planned={cell.key}
              className={classes.item}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <PlanRow cell={cell} plan={plan} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
