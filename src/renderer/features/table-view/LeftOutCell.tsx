import { useTranslation } from 'react-i18next';
import type { GridCellProps } from './grid-cell-props.ts';
import { GridCell } from './GridCell.tsx';
import classes from './TableView.module.css';

/** Where a unit leaves a cell out. */
export function LeftOutCell({ name, ...place }: GridCellProps & { name: string }) {
  const { t } = useTranslation();
  return (
    <GridCell {...place} editorLabel={name} isLong attributes={{ 'data-left-out': name }}>
      <div className={classes.leftOut}>{t('table.leftOut')}</div>
    </GridCell>
  );
}
