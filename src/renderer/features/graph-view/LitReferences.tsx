import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { useView } from '../../studio/index.ts';
import type { GraphLayout } from './graph-layout.ts';
import { pathOf, routeReference } from './graph-route.ts';
import { useHover } from './graph-state.ts';
import type { Reference } from './layout-graph.ts';
import classes from './GraphOverviewLayer.module.css';

/** Over the canvas: the references of the cell at hand, and a frame around each of their other ends. */
export function LitReferences({ layout, references }: { layout: GraphLayout; references: readonly Reference[] }) {
  const selected = useView((state) => state.selected);
  const hovered = useHover((cell) => cell);
  const chosen = useView((state) => state.reference);
  const cell = hovered ?? selected ?? chosen?.target ?? null;
  const path = useMemo(() => {
    if (cell === null) return '';
    return references
      .filter(({ source, target }) =>
        hovered === null && chosen !== null
          ? source === chosen.source && target === chosen.target
          : source === cell || target === cell,
      )
      .map(({ source, target }) => {
        const [from, to] = [layout.byKey.get(source), layout.byKey.get(target)];
        if (from === undefined || to === undefined) return '';
        const route = routeReference(layout, from, to)?.points ?? [from, to];
        const other = source === cell ? to : from;
        return `${pathOf(route)}M${other.x},${other.y}h${other.width}v${other.height}h${-other.width}z`;
      })
      .join('');
  }, [cell, chosen, hovered, references, layout]);
  const at = hovered === null ? undefined : layout.byKey.get(hovered);
  return (
    <ViewportPortal>
      <svg className={classes.lit} aria-hidden>
        <path d={path} />
        {at === undefined ? null : <rect x={at.x} y={at.y} width={at.width} height={at.height} />}
      </svg>
    </ViewportPortal>
  );
}
