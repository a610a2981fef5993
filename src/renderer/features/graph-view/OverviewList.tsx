import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { describeReasons } from '../../i18n/index.ts';
import { useCell, useView } from '../../studio/index.ts';
import type { GraphLayout, PlacedCell } from './graph-layout.ts';
import { useCellKeyboard } from './use-cell-keyboard.ts';
import classes from './GraphOverviewLayer.module.css';

/** Cells before and after the selected one that are in the page. */
const around = 12;

/** What the canvas shows, for the keyboard and for screen readers: the cells around the selected one, each with its place among all. */
export function OverviewList({ layout }: { layout: GraphLayout }) {
  const { t } = useTranslation();
  const selected = useView((state) => state.selected);
  const { cells } = layout;
  const at = Math.max(
    0,
    cells.findIndex(({ cell }) => cell.key === selected),
  );
  const first = Math.max(0, at - around);
  return (
    <ul className={classes.list} aria-label={t('graph.overview', { count: cells.length })}>
      {cells.slice(first, at + around + 1).map((placed, index) => (
        <OverviewItem
          key={placed.cell.key}
          placed={placed}
          position={first + index + 1}
          count={cells.length}
          isTabStop={first + index === at}
        />
      ))}
    </ul>
  );
}

interface OverviewItemProps {
  placed: PlacedCell;
  position: number;
  count: number;
  isTabStop: boolean;
}

function PlainOverviewItem({ placed: { cell }, position, count, isTabStop }: OverviewItemProps) {
  const { t } = useTranslation();
  const now = useCell(cell.key);
  const { isSelected, element, onKeyDown } = useCellKeyboard<HTMLLIElement>(cell.key);
  const reasons = describeReasons(now.planned?.why ?? [], t);
  const label = { unit: cell.unit.id, layer: cell.layer.name, state: t(`state.${now.state}`).toLowerCase(), reasons };
  return (
    <li
      ref={element}
      tabIndex={isTabStop ? 0 : -1}
      aria-setsize={count}
      aria-posinset={position}
      aria-current={isSelected}
      aria-label={t(now.stale ? 'matrix.cellNameStale' : 'matrix.cellName', label)}
      data-cell={cell.key}
      data-state={now.state}
      data-stale={now.stale}
      onKeyDown={onKeyDown}
    >
      {cell.unit.title ?? cell.unit.id} / {cell.layer.title ?? cell.layer.name}
    </li>
  );
}

const OverviewItem = memo(PlainOverviewItem);
