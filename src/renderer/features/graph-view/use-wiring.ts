import type { OnConnectEnd, OnConnectStart } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cellKey, type CellKey } from '../../../shared/base/index.ts';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { inputChoices } from '../../../shared/plan/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { useGraphTools, useTool, type WindowPoint } from './graph-tools.ts';
import { createInputsOf } from './cell-handles.ts';
import { closedCells, judgeWire } from './judge-wire.ts';
import { typeColor } from './layout-graph.ts';
import { tellRefusal, useWireActions } from './use-wire-actions.tsx';

/** Flow units around a handle in which a wire snaps to it. */
const connectionRadius = 28;

export type Connect = (reader: MatrixCell, source: MatrixCell, at: WindowPoint) => void;

/** Lets one cell read another: at once where there is one way, by a menu at the point where there are several. */
export function useConnect(): Connect {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const tools = useGraphTools();
  const actions = useWireActions();
  return (reader, source, at) => {
    const { document, templates, planned } = documents.getState();
    if (document === null) return;
    const verdict = judgeWire(reader, source, { matrix: document.matrix, templates, planned });
    if (verdict.kind === 'refused') {
      const names = { cell: reader.key, source: source.key };
      const model = templates.get(reader.model)?.title ?? reader.model;
      const type = t(`wiring.type.${source.assetType}`);
      tellRefusal(t(`wiring.refused.${verdict.reason}`, { ...names, model, type }), t('common.close'));
      return;
    }
    const { template, choices } = verdict;
    const [only] = choices;
    if (choices.length === 1 && only !== undefined) void actions.connect({ reader, source, template, choice: only });
    else tools.setState({ menu: { subject: { kind: 'wire', wire: { reader, source, template }, choices }, at } });
  };
}

export type AddSource = (reader: MatrixCell, type: AssetType, at: WindowPoint) => void;

/** Looks for a model that makes what a cell takes in; where several parameters take it, a menu at the point asks which. */
export function useAddSource(): AddSource {
  const { documents, view } = useStudio();
  const tools = useGraphTools();
  return (reader, type, at) => {
    const template = documents.getState().templates.get(reader.model);
    if (template === undefined) return;
    const choices = inputChoices(reader, template, type);
    const [only] = choices;
    if (only === undefined) return;
    if (choices.length === 1) view.open({ kind: 'add-source', reader: reader.key, type, choice: only });
    else tools.setState({ menu: { subject: { kind: 'input', reader, template, type, choices }, at } });
  };
}

/** Properties of React Flow for wires that the user draws. */
export function useWiring() {
  const { documents, view } = useStudio();
  const tools = useGraphTools();
  const inHand = useTool(({ wire }) => wire?.type ?? null);
  const connect = useConnect();
  const addSource = useAddSource();
  const isEditable = useDocument((state) => state.document?.readOnly === null);
  const stroke = inHand === null ? 'var(--telar-accent)' : typeColor(inHand);
  const connectionLineStyle = useMemo(() => ({ stroke, strokeWidth: 2 }), [stroke]);

  const cellOf = (key: string | null | undefined): MatrixCell | null =>
    documents.getState().cells.find((cell) => cell.key === key) ?? null;

  const onConnectStart: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
    const cell = cellOf(nodeId);
    if (cell === null || handleType === null) return;
    const { planned, templates } = documents.getState();
    const closed = closedCells(cell.key, handleType, planned);
    const inputs = createInputsOf(templates)(cell.model).map(({ type }) => type);
    const types = handleType === 'source' ? [cell.assetType] : inputs;
    const type = types.find((each) => each === handleId) ?? types[0] ?? cell.assetType;
    tools.setState({ wire: { cell, end: handleType, types, type, closed }, menu: null });
  };

  const onConnectEnd: OnConnectEnd = (event, { toNode }) => {
    const { wire } = tools.getState();
    tools.setState({ wire: null });
    const at = pointOf(event);
    if (wire === null || at === null) return;
    const other = cellOf(toNode?.id ?? cellAtPoint(at));
    if (other !== null) {
      if (wire.end === 'source') connect(other, wire.cell, at);
      else connect(wire.cell, other, at);
    } else if (!isCanvas(at)) return;
    else if (wire.end === 'source') view.open({ kind: 'add-layer', source: wire.cell.key });
    else addSource(wire.cell, wire.type, at);
  };

  return {
    nodesConnectable: isEditable,
    connectionRadius,
    // Every end is judged with words when the wire is dropped.
    isValidConnection: () => true,
    onConnectStart,
    onConnectEnd,
    connectionLineStyle,
  };
}

function pointOf(event: MouseEvent | TouchEvent): WindowPoint | null {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return point === undefined ? null : { x: point.clientX, y: point.clientY };
}

function cellAtPoint({ x, y }: WindowPoint): CellKey | null {
  const found = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-cell]')?.dataset.cell;
  return found === undefined ? null : cellKey.parse(found);
}

/** Not a button or a panel that lies over the graph. */
function isCanvas({ x, y }: WindowPoint): boolean {
  const element = document.elementFromPoint(x, y);
  return element?.closest('.react-flow') != null && element.closest('.react-flow__panel, button') === null;
}
