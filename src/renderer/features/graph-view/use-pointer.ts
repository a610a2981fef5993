import { useReactFlow, useStoreApi } from '@xyflow/react';
import type { MouseEvent, PointerEvent } from 'react';
import { cellKey } from '../../../shared/base/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { cameraOn } from './fit-camera.ts';
import { glide } from './glide.ts';
import { cellAt, type GraphLayout, type PlacedCell } from './graph-layout.ts';
import { useGraphStore } from './graph-state.ts';
import { isGround } from './is-ground.ts';
import { isChoosing } from './is-choosing.ts';
import type { Sight } from './sight.ts';

/** Lets the pointer hover over cells; and, where these are only drawn, select them and go to them. */
export function usePointer(layout: GraphLayout, sight: Sight | null) {
  const { view } = useStudio();
  const graph = useGraphStore();
  const flow = useReactFlow();
  const store = useStoreApi();
  const isEditable = useDocument((state) => state.document?.readOnly === null);
  const isDrawn = sight?.kind === 'canvas';

  function cellUnder({ clientX: x, clientY: y }: { clientX: number; clientY: number }): PlacedCell | null {
    return isDrawn ? cellAt(layout, flow.screenToFlowPosition({ x, y }, { snapToGrid: false })) : null;
  }

  function point(cell: PlacedCell['cell']['key'] | null): void {
    if (graph.getState().hovered !== cell) graph.setState({ hovered: cell });
  }

  return {
    onPaneClick(event: MouseEvent) {
      const under = cellUnder(event);
      if (under === null) {
        if (!isChoosing(event)) view.select(null);
        return;
      }
      if (isChoosing(event)) view.toggle(under.cell.key);
      else view.select(under.cell.key, { focus: true });
    },
    onDoubleClick(event: MouseEvent) {
      const under = cellUnder(event);
      if (under !== null) void flow.setViewport(cameraOn(under, store.getState()), glide(240));
      else if (isEditable && isGround(event.target)) view.open({ kind: 'add-layer', source: null });
    },
    onPointerMove(event: PointerEvent) {
      if (event.buttons !== 0) point(null);
      else if (isDrawn) point(cellUnder(event)?.cell.key ?? null);
      else point(keyOf(event.target));
    },
    onPointerLeave() {
      point(null);
    },
    // A double click goes to the cell instead, or adds a layer.
    zoomOnDoubleClick: false,
  };
}

function keyOf(target: EventTarget): PlacedCell['cell']['key'] | null {
  const name = target instanceof Element ? target.closest<HTMLElement>('[data-cell]')?.dataset.cell : undefined;
  return name === undefined ? null : cellKey.parse(name);
}
