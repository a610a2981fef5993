import { useStoreApi } from '@xyflow/react';
import { useRef, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import type { CellGroup, NodePosition } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';
import type { GraphLayout } from './graph-layout.ts';
import { useGraphTools } from './graph-tools.ts';
import { positionEdits } from './position-edits.ts';

/** Pixels that the pointer has to go before it is a drag and no click. */
const threshold = 4;

/** Dragging a group by its name: the cells follow on this screen, the drop is one edit. */
export function useGroupDrag(group: CellGroup, layout: GraphLayout, isEnabled: boolean) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const tools = useGraphTools();
  const flow = useStoreApi();
  const start = useRef<{ x: number; y: number } | null>(null);

  function positionsAt(event: PointerEvent): ReadonlyMap<CellKey, NodePosition> | null {
    if (start.current === null) return null;
    const zoom = flow.getState().transform[2];
    const [dx, dy] = [event.clientX - start.current.x, event.clientY - start.current.y];
    if (tools.getState().drag === null && Math.hypot(dx, dy) < threshold) return null;
    return new Map(
      group.cells.flatMap((key): [CellKey, NodePosition][] => {
        const placed = layout.byKey.get(key);
        return placed === undefined ? [] : [[key, { x: placed.x + dx / zoom, y: placed.y + dy / zoom }]];
      }),
    );
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (!isEnabled || event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const drag = positionsAt(event);
      if (drag !== null) tools.setState({ drag });
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const drag = positionsAt(event);
      start.current = null;
      if (drag === null) return;
      const label = t('wiring.edit.move', { count: drag.size });
      void documents
        .edit({ type: 'batch', edits: positionEdits(drag) }, { label })
        .then(() => tools.setState({ drag: null }));
    },
    onPointerCancel() {
      start.current = null;
      tools.setState({ drag: null });
    },
  };
}
