import { useReactFlow, type FitViewOptions } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useView } from '../../studio/index.ts';
import { metrics } from './graph-metrics.ts';

const margin = 24;
const move = { duration: 160 };

/** Moves the view: to everything on request, and to the selected cell when it lies outside. Draws nothing. */
export function GraphCamera({
  cells,
  fitViewOptions,
}: {
  cells: readonly MatrixCell[];
  fitViewOptions: FitViewOptions;
}) {
  const flow = useReactFlow();
  const selected = useView((state) => state.selected);
  const fitRequests = useView((state) => state.fitRequests);
  const anchor = useRef<HTMLSpanElement>(null);
  const answered = useRef(fitRequests);

  useEffect(() => {
    if (answered.current !== fitRequests) void flow.fitView({ ...fitViewOptions, ...move });
    answered.current = fitRequests;
  }, [flow, fitRequests, fitViewOptions]);

  useEffect(() => {
    const frame = anchor.current?.closest('.react-flow')?.getBoundingClientRect();
    const node = selected === null ? undefined : flow.getInternalNode(selected);
    if (frame === undefined || node === undefined) return;
    const { x, y } = node.internals.positionAbsolute;
    const { zoom } = flow.getViewport();
    const start = flow.flowToScreenPosition({ x, y });
    const end = flow.flowToScreenPosition({ x: x + metrics.cellWidth, y: y + metrics.cellHeight });
    const isInside =
      start.x >= frame.left + margin &&
      end.x <= frame.right - margin &&
      start.y >= frame.top + margin &&
      end.y <= frame.bottom - margin;
    if (isInside) return;
    void flow.setCenter(x + metrics.cellWidth / 2, y + metrics.cellHeight / 2, { zoom, ...move });
  }, [flow, selected, cells]);

  return <span ref={anchor} hidden />;
}
