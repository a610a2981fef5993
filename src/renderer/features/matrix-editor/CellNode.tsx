import { Tooltip } from '@mantine/core';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { describeReasons } from '../../i18n/index.ts';
import { useCell, useDocument, useStudio, useView } from '../../studio/index.ts';
import { CellPicture } from './CellPicture.tsx';
import { CellStatus } from './CellStatus.tsx';
import { typeColor, type CellNodeType } from './layout-graph.ts';
import { arrowDirections, neighbourCell } from './neighbour-cell.ts';
import classes from './CellNode.module.css';

/** A cell in the graph. What changes while it runs comes from the stores, not through the node's data. */
function PlainCellNode({ data: { cell } }: NodeProps<CellNodeType>) {
  const { t } = useTranslation();
  const { view, documents } = useStudio();
  const now = useCell(cell.key);
  const isSelected = useView((state) => state.selected === cell.key);
  const isTabStop = useDocument((state) => state.cells[0]?.key === cell.key);
  const nothingSelected = useView((state) => state.selected === null);
  const focusRequests = useView((state) => state.focusRequests);
  const answered = useRef(focusRequests);
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (isSelected && answered.current !== focusRequests) element.current?.focus({ preventScroll: true });
    answered.current = focusRequests;
  }, [isSelected, focusRequests]);

  function onKeyDown(event: KeyboardEvent): void {
    const direction = arrowDirections[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      view.select(cell.key);
    } else if (direction !== undefined) {
      event.preventDefault();
      const next = neighbourCell(documents.getState().cells, cell.key, direction);
      if (next !== null) view.select(next, { focus: true });
    }
  }

  const reasons = describeReasons(now.planned?.why ?? [], t);
  const label = { unit: cell.unit.id, layer: cell.layer.name, state: t(`state.${now.state}`).toLowerCase(), reasons };
  const color = typeColor(cell.assetType);
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} style={{ background: color }} />
      <Tooltip label={t('matrix.outOfDateBecause', { reasons })} disabled={!now.stale} position="bottom">
        <div
          ref={element}
          role="group"
          aria-roledescription={t('matrix.cell')}
          tabIndex={isSelected || (nothingSelected && isTabStop) ? 0 : -1}
          aria-current={isSelected}
          aria-label={t(now.stale ? 'matrix.cellNameStale' : 'matrix.cellName', label)}
          data-cell={cell.key}
          data-state={now.state}
          data-stale={now.stale}
          className={classes.cell}
          onClick={() => view.select(cell.key)}
          onKeyDown={onKeyDown}
        >
          <div className={classes.picture}>
            <CellPicture name={cell.key} assetType={cell.assetType} now={now} mode="tile" />
          </div>
          <CellStatus cell={cell} now={now} reasons={reasons} />
        </div>
      </Tooltip>
      <Handle type="source" position={Position.Right} isConnectable={false} style={{ background: color }} />
    </>
  );
}

export const CellNode = memo(PlainCellNode);
