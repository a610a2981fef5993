import { Background, ReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import type { OpenDocument } from '../../../shared/contract/index.ts';
import { useDocument } from '../../studio/index.ts';
import { BoxSelect } from './BoxSelect.tsx';
import { CellNode } from './CellNode.tsx';
import { ColumnNode } from './ColumnNode.tsx';
import { GapNode } from './GapNode.tsx';
import { GraphCamera } from './GraphCamera.tsx';
import { GraphControls } from './GraphControls.tsx';
import { GraphMenu } from './GraphMenu.tsx';
import { GraphOverview } from './GraphOverview.tsx';
import { GraphOverviewLayer } from './GraphOverviewLayer.tsx';
import { GroupFrames } from './GroupFrames.tsx';
import { useGraphStore } from './graph-state.ts';
import { layoutGraph } from './graph-layout.ts';
import { LaneNode } from './LaneNode.tsx';
import { ReferenceEdge } from './ReferenceEdge.tsx';
import { useCamera } from './use-camera.ts';
import { useGraphScene, useReferences } from './use-graph-scene.ts';
import { useGraphRequests } from './use-graph-requests.ts';
import { useNodeDrag } from './use-node-drag.ts';
import { usePointer } from './use-pointer.ts';
import { useSelecting } from './use-selecting.ts';
import { useSight } from './use-sight.ts';
import { useSpaceTap } from './use-space-tap.ts';
import { useSteady } from './use-steady.ts';
import { useWireKeyboard } from './use-wire-keyboard.ts';
import { useWiring } from './use-wiring.ts';

const nodeTypes = { cell: CellNode, gap: GapNode, lane: LaneNode, column: ColumnNode };
const edgeTypes = { reference: ReferenceEdge };
/** React Flow is named in the settings, under "About", where its link cannot leave the program. */
const proOptions = { hideAttribution: true };

/** React Flow, put together from hooks that each bring the properties of one matter. */
export function GraphFlow({ document }: { document: OpenDocument }) {
  const cells = useDocument((state) => state.cells);
  const layout = useMemo(() => layoutGraph(document.matrix, cells), [document.matrix, cells]);
  const graph = useGraphStore();
  useEffect(() => graph.setState({ layout }), [graph, layout]);
  const references = useReferences();
  const [isReady, setReady] = useState(false);
  const camera = useCamera(document.id, layout, () => setReady(true));
  const sight = useSight(layout, isReady);
  const { nodes, edges } = useGraphScene(layout, references, sight);
  const drag = useNodeDrag(nodes);
  const pointer = usePointer(layout, sight);
  const selecting = useSelecting(edges, layout, sight);
  const wiring = useWiring();
  const wires = useWireKeyboard();
  const handling = useSteady({ ...camera, ...drag, ...pointer, ...selecting, ...wiring, ...wires });
  useGraphRequests(layout, references);
  useSpaceTap(document.readOnly === null);
  return (
    <ReactFlow
      {...handling}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onlyRenderVisibleElements={sight?.kind === 'nodes' && sight.window !== null}
      nodesDraggable={document.readOnly === null && layout.lanesBy === 'unit'}
      elementsSelectable={false}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      edgesFocusable={false}
      disableKeyboardA11y
      nodeDragThreshold={4}
      panOnScroll={false}
      deleteKeyCode={null}
      proOptions={proOptions}
    >
      <Background gap={24} />
      {sight?.kind === 'canvas' ? <GraphOverviewLayer layout={layout} references={references} /> : null}
      <GroupFrames layout={layout} />
      <BoxSelect layout={layout} />
      <GraphMenu layout={layout} />
      <GraphControls />
      <GraphOverview layout={layout} />
      <GraphCamera layout={layout} />
    </ReactFlow>
  );
}
