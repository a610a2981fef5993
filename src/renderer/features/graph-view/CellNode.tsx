import { Tooltip } from '@mantine/core';
import type { NodeProps } from '@xyflow/react';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { describeReasons } from '../../i18n/index.ts';
import { useCell, useDocument, useStudio, useView } from '../../studio/index.ts';
import { CellPicture, CellStatus } from '../cell-face/index.ts';
import { CellHandles } from './CellHandles.tsx';
import { isChoosing } from './is-choosing.ts';
import type { CellNodeType } from './layout-graph.ts';
import { useCellKeyboard } from './use-cell-keyboard.ts';
import classes from './CellNode.module.css';

/** A cell in the graph. What changes while it runs comes from the stores, not through the node's data. */
function PlainCellNode({ data: { cell, lanesBy, inputs } }: NodeProps<CellNodeType>) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const now = useCell(cell.key);
  const isAmongSelected = useView((state) => state.selection.has(cell.key));
  const isTabStop = useDocument((state) => state.cells[0]?.key === cell.key);
  const nothingSelected = useView((state) => state.selected === null);
  const { isSelected, element, onKeyDown } = useCellKeyboard<HTMLDivElement>(cell.key, {
    open: openBig,
    hasGaps: true,
  });

  function onClick(event: MouseEvent): void {
    if (isChoosing(event)) view.toggle(cell.key);
    else view.select(cell.key);
  }

  function openBig(): void {
    if (now.shownTake !== null) view.open({ kind: 'picture', take: now.shownTake });
  }

  const reasons = describeReasons(now.planned?.why ?? [], t);
  const label = { unit: cell.unit.id, layer: cell.layer.name, state: t(`state.${now.state}`).toLowerCase(), reasons };
  return (
    <>
      <Tooltip label={t('matrix.outOfDateBecause', { reasons })} disabled={!now.stale} position="bottom">
        <div
          ref={element}
          role="group"
          aria-roledescription={t('matrix.cell')}
          tabIndex={isSelected || (nothingSelected && isTabStop) ? 0 : -1}
          aria-current={isSelected}
          data-selected={isAmongSelected}
          data-muted={cell.muted}
          aria-label={`${t(now.stale ? 'matrix.cellNameStale' : 'matrix.cellName', label)}${cell.muted ? `, ${t('wiring.muted').toLowerCase()}` : ''}`}
          data-cell={cell.key}
          data-state={now.state}
          data-stale={now.stale}
          className={classes.cell}
          onClick={onClick}
          onDoubleClick={openBig}
          onKeyDown={onKeyDown}
        >
          {cell.muted ? <span className={classes.muted}>{t('wiring.muted')}</span> : null}
          <div className={classes.picture}>
            <CellPicture name={cell.key} assetType={cell.assetType} now={now} mode="tile" />
          </div>
          <CellStatus cell={cell} now={now} reasons={reasons} />
        </div>
      </Tooltip>
      <CellHandles cell={cell} inputs={inputs} lanesBy={lanesBy} />
    </>
  );
}

export const CellNode = memo(PlainCellNode);
