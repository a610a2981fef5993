import { Background, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenDocument } from '../../../shared/contract/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { CellNode } from './CellNode.tsx';
import { ColumnNode } from './ColumnNode.tsx';
import { GraphCamera } from './GraphCamera.tsx';
import { GraphControls } from './GraphControls.tsx';
import { GraphOverview } from './GraphOverview.tsx';
import { LaneNode } from './LaneNode.tsx';
import { layoutEdges, layoutNodes } from './layout-graph.ts';
import { useNodeDrag } from './use-node-drag.ts';
import classes from './GraphView.module.css';

const nodeTypes = { cell: CellNode, lane: LaneNode, column: ColumnNode };
/** React Flow is named in the settings, under "About", where its link cannot leave the program. */
const proOptions = { hideAttribution: true };
const fitViewOptions = { padding: 0.04, maxZoom: 1.25 };
/** Up to so many cells all nodes are mounted (DESIGN §6): nothing pops in while panning, and search in the page finds all. */
const mountedCells = 200;

/** The document as a graph: units as lanes, layers as columns, a node per cell. */
export function GraphView({ document }: { document: OpenDocument }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const cells = useDocument((state) => state.cells);
  const planned = useDocument((state) => state.planned);
  const nodes = useMemo(() => layoutNodes(document.matrix, cells), [document.matrix, cells]);
  const edges = useMemo(() => layoutEdges(planned.values()), [planned]);
  const [camera] = useState(() => view.getState().camera);
  const { shown, onNodesChange, onNodeDragStop } = useNodeDrag(nodes);
  return (
    <section className={classes.graph} data-view="graph" aria-label={t('matrix.graph')}>
      <ReactFlowProvider>
        <ReactFlow
          nodes={shown}
          edges={edges}
          nodeTypes={nodeTypes}
          onNodesChange={onNodesChange}
          onNodeDragStop={onNodeDragStop}
          onlyRenderVisibleElements={cells.length > mountedCells}
          nodesDraggable={document.readOnly === null}
          nodesConnectable={false}
          elementsSelectable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          nodeDragThreshold={4}
          minZoom={0.15}
          maxZoom={2}
          fitView={camera === null}
          fitViewOptions={fitViewOptions}
          {...(camera === null ? {} : { defaultViewport: camera })}
          onMoveEnd={(_event, left) => view.leaveCamera(left)}
          panOnScroll={false}
          deleteKeyCode={null}
          proOptions={proOptions}
        >
          <Background gap={24} />
          <GraphControls />
          <GraphOverview />
          <GraphCamera cells={cells} fitViewOptions={fitViewOptions} />
        </ReactFlow>
      </ReactFlowProvider>
    </section>
  );
}
