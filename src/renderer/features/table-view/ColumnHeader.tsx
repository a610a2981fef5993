import { Menu } from '@mantine/core';
import { IconPin, IconPinnedOff } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../../studio/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import { LayerMenu } from '../matrix-actions/index.ts';
import type { GridColumn } from './table-frame.ts';
import { useTable } from './TableContext.tsx';
import { VariableMenu } from './VariableMenu.tsx';
import classes from './TableView.module.css';

export interface ColumnHeaderProps {
  id: string;
  column: GridColumn;
  index: number;
  style: CSSProperties;
  isFrozen: boolean;
  isActive: boolean;
  isReadOnly: boolean;
  /** Columns behind the unit that the document freezes. */
  frozen: number;
  /** Cells done and all cells of a layer. */
  progress: { done: number; total: number } | null;
  unitCount: string;
}

/** The header of a column: what it is, how far it is, its menu, and the edge that is dragged to make it wider. */
export function ColumnHeader(props: ColumnHeaderProps) {
  const { id, column, index, style, isFrozen, isActive, isReadOnly } = props;
  const table = useTable();
  const canMove = column.kind !== 'unit' && !isReadOnly;
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={index + 1}
      className={classes.header}
      style={style}
      data-row={-1}
      data-column={index}
      data-frozen={isFrozen}
      data-active={isActive}
      data-can-move={canMove}
      data-header={column.id}
      onPointerDown={canMove ? (event) => table.beginColumnDrag(event, index) : undefined}
    >
      <HeaderContent {...props} />
      {isReadOnly ? null : (
        <span
          className={classes.edge}
          data-grip
          data-edge={column.id}
          onPointerDown={(event) => table.beginResize(event, index)}
        />
      )}
    </div>
  );
}

function HeaderContent({ column, index, frozen, progress, unitCount, isReadOnly }: ColumnHeaderProps) {
  const { t } = useTranslation();
  const table = useTable();
  const model = useDocument((state) =>
    column.kind === 'layer' ? (state.templates.get(column.layer.model)?.title ?? column.layer.model) : null,
  );
  const isFrozen = index <= frozen;
  const freeze = (
    <Menu.Item
      leftSection={isFrozen ? <IconPinnedOff size={16} /> : <IconPin size={16} />}
      disabled={isReadOnly}
      onClick={() => table.freeze(isFrozen ? index - 1 : index)}
    >
      {t(isFrozen ? 'table.unfreeze' : 'table.freeze')}
    </Menu.Item>
  );
  switch (column.kind) {
    case 'unit':
      return (
        <span className={classes.names}>
          <span className={classes.title}>{t('table.unit')}</span>
          <span className={classes.soft}>{unitCount}</span>
        </span>
      );
    case 'variable':
      return (
        <>
          <span className={classes.names}>
            <span className={classes.title}>{column.name}</span>
            <span className={classes.soft}>{t(`table.type.${column.type}`)}</span>
          </span>
          <VariableMenu name={column.name} onClosed={() => table.focus()}>
            {freeze}
          </VariableMenu>
        </>
      );
    case 'layer': {
      const { layer } = column;
      return (
        <>
          <AssetIcon
            type={layer.asset_type}
            size={20}
            className={classes.typeIcon ?? ''}
            data-type={layer.asset_type}
          />
          <span className={classes.names}>
            <span className={classes.title}>{layer.title ?? layer.name}</span>
            <span className={classes.soft}>{model}</span>
          </span>
          {progress === null ? null : (
            <span className={classes.count} title={t('table.doneOf', progress)}>
              {progress.done}/{progress.total}
            </span>
          )}
          <LayerMenu layer={layer.name} tabIndex={-1} onClosed={() => table.focus()}>
            {freeze}
            <Menu.Divider />
          </LayerMenu>
        </>
      );
    }
  }
}
