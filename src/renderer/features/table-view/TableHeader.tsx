import { useTranslation } from 'react-i18next';
import { ColumnHeader } from './ColumnHeader.tsx';
import { headerHeight } from './table-metrics.ts';
import type { TableGridProps } from './table-grid-props.ts';
import { cellStyle } from './TableRow.tsx';
import classes from './TableView.module.css';

/** The row of column headers, which stays at the top. */
export function TableHeader(props: TableGridProps & { first: number; last: number }) {
  const { gridId, frame, places, facts, frozen, frozenWished, active, isReadOnly, first, last, total } = props;
  const { t } = useTranslation();
  const shown = frame.units.length;
  const unitCount = shown === total ? t('table.units', { count: total }) : t('table.unitsOf', { shown, total });
  return (
    <div role="rowgroup" className={classes.headers} style={{ width: places.total, height: headerHeight }}>
      <div role="row" aria-rowindex={1} className={classes.headerRow}>
        {frame.columns.map((column, index) =>
          index < frozen || (index >= first && index <= last) || index === active.column ? (
            <ColumnHeader
              key={column.id}
              id={`${gridId}--1-${index}`}
              column={column}
              index={index}
              style={cellStyle(places, index, index < frozen)}
              isFrozen={index < frozen}
              isActive={active.row === -1 && active.column === index}
              isReadOnly={isReadOnly}
              frozen={frozenWished}
              progress={column.kind === 'layer' ? (facts.layers.get(column.layer.name) ?? null) : null}
              unitCount={unitCount}
            />
          ) : null,
        )}
      </div>
    </div>
  );
}
