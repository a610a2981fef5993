import type { Node, NodeChange } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cellKey, type CellKey } from '../../../shared/base/index.ts';
import type { NodePosition } from '../../../shared/matrix/index.ts';
import { useStudio, useView } from '../../studio/index.ts';
import { useGraphTools, useTool } from './graph-tools.ts';
import type { GraphNode } from './layout-graph.ts';
import { positionEdits } from './position-edits.ts';

/** Keeps a drag on this screen until the drop, which is one edit; selected cells move together. */
export function useNodeDrag(given: GraphNode[]) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const tools = useGraphTools();
  const drag = useTool((state) => state.drag);
  const selection = useView((state) => state.selection);
  const nodes = useMemo(() => withSelection(given, selection), [given, selection]);
  const shown = useMemo(() => withPositions(nodes, drag), [nodes, drag]);

  function onNodesChange(changes: readonly NodeChange<GraphNode>[]): void {
    const moved = new Map(tools.getState().drag);
    for (const change of changes) {
      if (change.type !== 'position' || change.position === undefined || change.dragging !== true) continue;
      moved.set(cellKey.parse(change.id), change.position);
    }
    if (moved.size > 0) tools.setState({ drag: moved });
  }

  async function onNodeDragStop(_event: unknown, node: Node, moved: readonly Node[]): Promise<void> {
    const edits = positionEdits(moved.map(({ id, position }) => [id, position] as const));
    const label =
      moved.length === 1 ? t('edit.moveNode', { cell: node.id }) : t('wiring.edit.move', { count: moved.length });
    // The nodes stay where they were dropped until the answer is here; refused, they return.
    await documents.edit({ type: 'batch', edits }, { label });
    tools.setState({ drag: null });
  }

  return {
    nodes: shown,
    onNodesChange,
    onNodeDragStop: (event: unknown, node: Node, moved: Node[]) => void onNodeDragStop(event, node, moved),
    // A selected cell must not come to lie over a menu's or a frame's name.
    elevateNodesOnSelect: false,
  };
}

/** React Flow moves the selected nodes together. */
function withSelection(nodes: GraphNode[], selection: ReadonlySet<CellKey>): GraphNode[] {
  if (selection.size === 0) return nodes;
  return nodes.map((node) =>
    node.type === 'cell' && selection.has(node.data.cell.key) ? { ...node, selected: true } : node,
  );
}

function withPositions(nodes: GraphNode[], drag: ReadonlyMap<CellKey, NodePosition> | null): GraphNode[] {
  if (drag === null) return nodes;
  return nodes.map((node) => {
    const position = node.type === 'cell' ? drag.get(node.data.cell.key) : undefined;
    return position === undefined ? node : { ...node, position };
  });
}
