import { Handle } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { CellHandle } from '../../../shared/plan/index.ts';
import { useDocument } from '../../studio/index.ts';
import { handleShift, handleSides, sourceHandle } from './cell-handles.ts';
import { useTool, type DraggedWire } from './graph-tools.ts';
import { typeColor, type LanesBy } from './layout-graph.ts';
import classes from './CellHandles.module.css';

export interface CellHandlesProps {
  cell: MatrixCell;
  inputs: readonly CellHandle[];
  lanesBy: LanesBy;
}

/** Where wires end and begin: one place for each type that the model takes in, and one for what it makes. */
export function CellHandles({ cell, inputs, lanesBy }: CellHandlesProps) {
  const { t } = useTranslation();
  const isEditable = useDocument((state) => state.document?.readOnly === null);
  const isClosed = useTool(({ wire }) => wire !== null && isClosedTo(wire, cell, inputs));
  const sides = handleSides[lanesBy];
  const made = t('wiring.dragOut', { makes: t(`wiring.makes.${cell.assetType}`) });
  return (
    <>
      {isClosed ? <div className={classes.closed} data-closed /> : null}
      {inputs.length === 0 ? (
        <Handle type="target" position={sides.target} isConnectable={false} className={classes.plain ?? ''} />
      ) : null}
      {inputs.map(({ type, parameters }) => {
        const takes = t('wiring.takesBy', { takes: t(`wiring.takes.${type}`), parameters: parameters.join(', ') });
        const name = t('wiring.dragIn', { takes });
        return (
          <Handle
            key={type}
            id={type}
            type="target"
            position={sides.target}
            isConnectable={isEditable}
            className={classes.handle ?? ''}
            style={{ ...shifted(inputs, type, lanesBy), background: typeColor(type) }}
            data-input={type}
            role="img"
            aria-label={name}
            title={name}
          />
        );
      })}
      <Handle
        id={sourceHandle}
        type="source"
        position={sides.source}
        isConnectable={isEditable}
        className={classes.handle ?? ''}
        style={{ background: typeColor(cell.assetType) }}
        data-output={cell.assetType}
        role="img"
        aria-label={made}
        title={made}
      />
    </>
  );
}

/** Whether the wire in hand cannot end here. */
function isClosedTo(
  { cell: from, end, types, closed }: DraggedWire,
  cell: MatrixCell,
  inputs: readonly CellHandle[],
): boolean {
  if (from.key === cell.key) return false;
  if (closed.has(cell.key)) return true;
  return end === 'source' ? !inputs.some(({ type }) => types.includes(type)) : !types.includes(cell.assetType);
}

function shifted(inputs: readonly CellHandle[], type: AssetType, lanesBy: LanesBy) {
  const place = `calc(50% + ${handleShift(inputs, type)}px)`;
  return lanesBy === 'unit' ? { top: place } : { left: place };
}
