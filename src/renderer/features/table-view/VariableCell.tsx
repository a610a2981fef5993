import type { GridCellProps } from './grid-cell-props.ts';
import { GridCell } from './GridCell.tsx';
import classes from './TableView.module.css';

export interface VariableCellProps extends GridCellProps {
  unit: string;
  name: string;
  value: string | number | boolean | undefined;
}

/** A variable of a unit. */
export function VariableCell({ unit, name, value, ...place }: VariableCellProps) {
  return (
    <GridCell {...place} editorLabel={`${unit} / ${name}`} isLong attributes={{ 'data-variable': `${unit}/${name}` }}>
      <div className={classes.value} data-type={typeof value}>
        {value === undefined ? '' : String(value)}
      </div>
    </GridCell>
  );
}
