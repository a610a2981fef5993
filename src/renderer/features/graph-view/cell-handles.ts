import { Position, type NodeHandle } from '@xyflow/react';
import type { AssetType } from '../../../shared/artifact/index.ts';
import { inputHandles, type CellHandle } from '../../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../../shared/template/index.ts';
import { metrics } from './graph-metrics.ts';

/** Id of the handle that gives out what the cell makes; the others are named by the type they take in. */
export const sourceHandle = 'out';

/** What a cell takes in, by the id of its model. */
export type InputsOf = (model: string) => readonly CellHandle[];

const none: readonly CellHandle[] = [];

/** Looks models up once each: a document has far fewer models than cells. */
export function createInputsOf(templates: TemplateCatalog): InputsOf {
  const known = new Map<string, readonly CellHandle[]>();
  return (model) => {
    const found = known.get(model);
    if (found !== undefined) return found;
    const template = templates.get(model);
    const inputs = template === undefined ? none : inputHandles(template);
    known.set(model, inputs);
    return inputs;
  };
}

/** Sides where a cell takes in and gives out: work flows right among lanes of units, down among those of layers. */
export const handleSides = {
  unit: { target: Position.Left, source: Position.Right },
  layer: { target: Position.Top, source: Position.Bottom },
} as const;

/** Flow units between the handles of a side, from the middle of one to the next. */
const handleStep = 26;

/** How far a handle stands from the middle of its side, in flow units; 0 for a type that the cell does not take in. */
export function handleShift(inputs: readonly CellHandle[], type: AssetType): number {
  const index = inputs.findIndex((input) => input.type === type);
  return index === -1 ? 0 : (index - (inputs.length - 1) / 2) * handleStep;
}

/** The handle that a reference to such an asset ends at: null is the plain one, where the model tells of none. */
export function targetHandle(inputs: readonly CellHandle[], type: AssetType): string | null {
  return (inputs.find((input) => input.type === type) ?? inputs[0])?.type ?? null;
}

/** Handles of a cell as React Flow has to know them, so that it measures nothing. */
export function nodeHandles(inputs: readonly CellHandle[], lanesBy: 'unit' | 'layer'): NodeHandle[] {
  const targets = inputs.length === 0 ? [place('target', null, 0, lanesBy)] : [];
  return [
    ...targets,
    ...inputs.map(({ type }) => place('target', type, handleShift(inputs, type), lanesBy)),
    place('source', sourceHandle, 0, lanesBy),
  ];
}

function place(type: 'source' | 'target', id: string | null, shift: number, lanesBy: 'unit' | 'layer'): NodeHandle {
  const { handle: size, cellWidth, cellHeight } = metrics;
  const isFar = type === 'source';
  const [x, y] =
    lanesBy === 'unit'
      ? [isFar ? cellWidth : 0, cellHeight / 2 + shift]
      : [cellWidth / 2 + shift, isFar ? cellHeight : 0];
  const position = handleSides[lanesBy][type];
  return { type, id, position, x: x - size / 2, y: y - size / 2, width: size, height: size };
}
