import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { CellKey } from '../../../shared/base/index.ts';
import { useView } from '../../studio/index.ts';
import { pathOf } from './graph-route.ts';
import { useHover } from './graph-state.ts';
import type { ReferenceEdgeType } from './layout-graph.ts';
import { useWireFocus } from './use-wire-focus.ts';
import classes from './ReferenceEdge.module.css';

/** Letters that fit between two columns, and into the gap between two lanes. */
const [shortLabel, longLabel] = [15, 32];

/** React Flow's own element of the line has its name. */
const named = (element: SVGGElement): SVGElement | null => element.closest<SVGElement>('.react-flow__edge');

/** A line from a cell to one that reads it, named after the parameter. Between units it is dashed and lighter, until one of its ends is at hand. */
function PlainReferenceEdge(edge: EdgeProps<ReferenceEdgeType>) {
  const { source, target, data, style, markerEnd } = edge;
  const isEnd = (cell: CellKey | null): boolean => cell === source || cell === target;
  const isSelected = useView((state) => isEnd(state.selected));
  const isHovered = useHover(isEnd);
  const element = useWireFocus(edge.selected === true, named);
  if (data === undefined) return null;
  const { path, x, y } = lineOf(edge, data);
  const name = data.parameters.join(', ');
  const letters = data.isAcross ? longLabel : shortLabel;
  const look = { 'data-lit': isSelected || isHovered, 'data-selected': edge.selected === true };
  return (
    <>
      <g ref={element} className={classes.edge} data-edge={edge.id} data-across={data.isAcross} {...look}>
        <title>{name}</title>
        <BaseEdge path={path} style={style} interactionWidth={16} {...(markerEnd === undefined ? {} : { markerEnd })} />
      </g>
      {/* Above all lines: another one that crosses would strike the name out. */}
      <EdgeLabelRenderer>
        <span
          className={classes.label}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          aria-hidden
          data-wire-name={edge.id}
          {...look}
        >
          {name.length > letters ? `${name.slice(0, letters - 1)}…` : name}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}

function lineOf(edge: EdgeProps<ReferenceEdgeType>, { route }: NonNullable<ReferenceEdgeType['data']>) {
  if (route !== null) return { path: pathOf(route.points), ...route.label };
  const [path, x, y] = getBezierPath(edge);
  return { path, x, y };
}

export const ReferenceEdge = memo(PlainReferenceEdge);
