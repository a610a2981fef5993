import { IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Unit } from '../../../shared/matrix/index.ts';
import { UnitMenu } from '../matrix-actions/index.ts';
import type { GridCellProps } from './grid-cell-props.ts';
import { GridCell } from './GridCell.tsx';
import { useTable } from './TableContext.tsx';
import classes from './TableView.module.css';

export interface UnitCellProps extends GridCellProps {
  unit: Unit;
  number: number;
  canMove: boolean;
}

/** The header of a row: what the unit is called, its place, and what can be done with it. */
export function UnitCell({ unit, number, canMove, ...place }: UnitCellProps) {
  const { t } = useTranslation();
  const table = useTable();
  const title = unit.title ?? unit.id;
  return (
    <GridCell
      {...place}
      role="rowheader"
      editorLabel={t('table.unitTitle', { id: unit.id })}
      attributes={{ 'data-unit-row': unit.id }}
    >
      <div className={classes.unit}>
        <span
          className={classes.grip}
          data-grip
          data-can-move={canMove}
          onPointerDown={canMove ? (event) => table.beginRowDrag(event, unit.id) : undefined}
        >
          <span className={classes.number}>{number}</span>
          {canMove ? <IconGripVertical size={16} className={classes.gripIcon} aria-hidden /> : null}
        </span>
        <span className={classes.names}>
          <span className={classes.title}>{title}</span>
          {title.toLowerCase() === unit.id.toLowerCase() ? null : <span className={classes.soft}>{unit.id}</span>}
        </span>
        <span className={classes.menu}>
          <UnitMenu unit={unit.id} tabIndex={-1} onClosed={() => table.focus()} />
        </span>
      </div>
    </GridCell>
  );
}
