import { ReactFlow, type Edge, type Node } from '@xyflow/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import '@xyflow/react/dist/style.css';

/**
 * The baseline: React Flow as its quick start shows it, with as many nodes of its default kind in as many columns as the
 * matrix that Telar shows in the same run.
 */
const query = new URLSearchParams(location.search);
const [units, layers] = [Number(query.get('units')), Number(query.get('layers'))];

const nodes: Node[] = [];
const edges: Edge[] = [];
for (let unit = 0; unit < units; unit++) {
  for (let layer = 0; layer < layers; layer++) {
    const id = `u${unit}/l${layer}`;
    nodes.push({
      id,
      position: { x: layer * 376, y: unit * 184 },
      data: { label: id },
      style: { width: 288, height: 144 },
    });
    if (layer > 0) edges.push({ id: `e${id}`, source: `u${unit}/l${layer - 1}`, target: id });
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  createElement(ReactFlow, { defaultNodes: nodes, defaultEdges: edges, fitView: true, minZoom: 0.001, maxZoom: 2 }),
);
