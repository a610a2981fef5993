import { useStoreApi, type ReactFlowInstance } from '@xyflow/react';
import { useState } from 'react';
import type { DocumentId } from '../../../shared/base/index.ts';
import { useStudio, type Camera } from '../../studio/index.ts';
import { fitCamera, lowestZoom, openingCamera } from './fit-camera.ts';
import type { GraphLayout } from './graph-layout.ts';
import type { GraphNode, ReferenceEdgeType } from './layout-graph.ts';

/**
 * Where the view starts, and that it is remembered for each document. The view is placed before React Flow has any node
 * (`onPlaced` says that it may have some): it would mount all of them to find out what is in view.
 */
export function useCamera(document: DocumentId, layout: GraphLayout, onPlaced: () => void) {
  const { view } = useStudio();
  const store = useStoreApi();
  const [left] = useState(() => view.getState().cameras.get(document) ?? null);

  function onInit(flow: ReactFlowInstance<GraphNode, ReferenceEdgeType>): void {
    const { width, height } = store.getState();
    if (left === null) void flow.setViewport(openingCamera(layout, { width, height }));
    onPlaced();
  }

  return {
    onInit,
    onMoveEnd: (_event: unknown, camera: Camera) => view.leaveCamera(document, camera),
    minZoom: lowestZoom(layout),
    maxZoom: fitCamera.maxZoom,
    ...(left === null ? {} : { defaultViewport: left }),
  };
}
