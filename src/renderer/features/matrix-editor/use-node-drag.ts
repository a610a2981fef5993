import type { Node, NodeChange } from '@xyflow/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodePosition } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';
import type { GraphNode } from './layout-graph.ts';

interface Drag {
  node: string;
  position: NodePosition;
}

/** Keeps a drag on this screen until the drop, which is one edit. */
export function useNodeDrag(nodes: readonly GraphNode[]) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const [drag, setDrag] = useState<Drag | null>(null);
  const shown =
    drag === null
      ? [...nodes]
      : nodes.map((node) => (node.id === drag.node ? { ...node, position: drag.position } : node));

  function onNodesChange(changes: readonly NodeChange<GraphNode>[]): void {
    for (const change of changes) {
      if (change.type === 'position' && change.position !== undefined && change.dragging === true) {
        setDrag({ node: change.id, position: change.position });
      }
    }
  }

  async function onNodeDragStop(_event: unknown, node: Node): Promise<void> {
    const value = { x: Math.round(node.position.x), y: Math.round(node.position.y) };
    const label = t('edit.moveNode', { cell: node.id });
    // The node stays where it was dropped until the answer is here; refused, it returns.
    await documents.edit({ type: 'set-node-position', node: node.id, value }, { label });
    setDrag(null);
  }

  return { shown, onNodesChange, onNodeDragStop: (event: unknown, node: Node) => void onNodeDragStop(event, node) };
}
