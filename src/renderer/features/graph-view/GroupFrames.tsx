import { useStore, ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { useDocument } from '../../studio/index.ts';
import { GroupFrame } from './GroupFrame.tsx';
import type { GraphLayout } from './graph-layout.ts';
import { useTool } from './graph-tools.ts';
import { enlargement } from './enlargement.ts';
import { frameOf } from './group-edits.ts';

const none: never[] = [];

/** Frames behind the cells of each group. */
export function GroupFrames({ layout }: { layout: GraphLayout }) {
  const groups = useDocument((state) => state.document?.matrix.view?.groups ?? none);
  const drag = useTool((state) => state.drag);
  const frames = useMemo(
    () =>
      groups.map((group) => ({
        group,
        box: frameOf(group, (key) => {
          const placed = layout.byKey.get(key);
          return placed === undefined ? undefined : { ...placed, ...drag?.get(key) };
        }),
      })),
    [groups, layout, drag],
  );
  const larger = useStore(({ transform }) => enlargement(transform[2]));
  return (
    <ViewportPortal>
      {frames.map(({ group, box }) =>
        box === null ? null : <GroupFrame key={group.id} group={group} box={box} layout={layout} larger={larger} />,
      )}
    </ViewportPortal>
  );
}
