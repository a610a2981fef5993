import { useReactFlow, type Edge, type Node } from '@xyflow/react';
import { useMemo, type MouseEvent as ReactMouseEvent } from 'react';
import { cellKey } from '../../../shared/base/index.ts';
import { useStudio, useView, type ReferenceEnds } from '../../studio/index.ts';
import { cellAt, gapAt, type GraphLayout } from './graph-layout.ts';
import { useGraphStore } from './graph-state.ts';
import { useGraphTools, type GraphMenuSubject } from './graph-tools.ts';
import { isChoosing } from './is-choosing.ts';
import type { ReferenceEdgeType } from './layout-graph.ts';
import type { Sight } from './sight.ts';

/** Properties of React Flow for choosing lines and opening menus, and the lines with the chosen one among them. */
export function useSelecting(edges: ReferenceEdgeType[], layout: GraphLayout, sight: Sight | null) {
  const { view } = useStudio();
  const tools = useGraphTools();
  const graph = useGraphStore();
  const flow = useReactFlow();
  const reference = useView((state) => state.reference);
  const shown = useMemo(
    () => edges.map((edge) => (isReference(edge, reference) ? { ...edge, selected: true, zIndex: 1 } : edge)),
    [edges, reference],
  );

  function choose(edge: Edge): void {
    graph.setState({ wireOrigin: null });
    view.selectReference(endsOf(edge));
  }

  function openMenu(event: ReactMouseEvent | MouseEvent, subject: GraphMenuSubject): void {
    event.preventDefault();
    tools.setState({ menu: { subject, at: { x: event.clientX, y: event.clientY } } });
  }

  function openCellMenu(event: ReactMouseEvent | MouseEvent, id: string): void {
    const cell = cellKey.parse(id);
    if (!view.getState().selection.has(cell)) view.select(cell);
    openMenu(event, { kind: 'cells' });
  }

  return {
    edges: reference === null ? edges : shown,
    onEdgeClick: (_event: unknown, edge: Edge) => choose(edge),
    onEdgeContextMenu(event: ReactMouseEvent, edge: Edge) {
      choose(edge);
      openMenu(event, { kind: 'reference', reference: endsOf(edge) });
    },
    onNodeContextMenu(event: ReactMouseEvent, node: Node) {
      const gap = node.type === 'gap' ? layout.gaps.find(({ key }) => `gap:${key}` === node.id) : undefined;
      if (node.type === 'cell') openCellMenu(event, node.id);
      else if (gap !== undefined) openMenu(event, { kind: 'gap', cell: gap.key });
      else if (!openHeaderMenu(event)) openMenu(event, { kind: 'canvas' });
    },
    onPaneContextMenu(event: ReactMouseEvent | MouseEvent) {
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
      const under = sight?.kind === 'canvas' ? cellAt(layout, at) : null;
      const gap = sight?.kind === 'canvas' ? gapAt(layout, at) : null;
      if (under !== null) openCellMenu(event, under.cell.key);
      else openMenu(event, gap === null ? { kind: 'canvas' } : { kind: 'gap', cell: gap.key });
    },
    onNodeClick(event: ReactMouseEvent, node: Node) {
      // A lane is ground too, and so is what it leaves out.
      const isGround = node.type === 'lane' || node.type === 'gap';
      if (isGround && !isOnButton(event) && !isChoosing(event)) view.select(null);
    },
  };
}

/** Headers of lanes and columns have a menu of their own. Answers whether there is one. */
function openHeaderMenu(event: ReactMouseEvent): boolean {
  const header = event.target instanceof Element ? event.target.closest('[data-header]') : null;
  const button = header?.querySelector<HTMLElement>('[data-menu]');
  if (button == null) return false;
  event.preventDefault();
  button.click();
  return true;
}

function isOnButton({ target }: ReactMouseEvent): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function endsOf({ source, target }: Edge): ReferenceEnds {
  return { source: cellKey.parse(source), target: cellKey.parse(target) };
}

function isReference({ source, target }: Edge, reference: ReferenceEnds | null): boolean {
  return reference?.source === source && reference.target === target;
}
