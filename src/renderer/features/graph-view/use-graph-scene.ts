import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import { useDocument, useKept } from '../../studio/index.ts';
import { createInputsOf, type InputsOf } from './cell-handles.ts';
import { overlaps, type Box, type GraphLayout } from './graph-layout.ts';
import {
  graphNodes,
  listReferences,
  referenceEdge,
  type EdgeWords,
  type GraphNode,
  type Reference,
  type ReferenceEdgeType,
} from './layout-graph.ts';
import type { Sight } from './sight.ts';
import { wireName } from './wire-name.ts';

export interface GraphScene {
  nodes: GraphNode[];
  edges: ReferenceEdgeType[];
}

const nothing: GraphScene = { nodes: [], edges: [] };

/** References of the plan. */
export function useReferences(): readonly Reference[] {
  const select = useMemo(() => createReferenceSelector(), []);
  return useDocument((state) => select(state.planned));
}

/** A plan is made anew after each take; its references mostly are the same, and then nothing has to be drawn again. */
function createReferenceSelector(): (planned: ReadonlyMap<CellKey, PlannedCell>) => readonly Reference[] {
  let from: ReadonlyMap<CellKey, PlannedCell> | null = null;
  let references: readonly Reference[] = [];
  return (planned) => {
    if (planned === from) return references;
    from = planned;
    const now = listReferences(planned);
    if (!areSame(now, references)) references = now;
    return references;
  };
}

function areSame(some: readonly Reference[], others: readonly Reference[]): boolean {
  return some.length === others.length && some.every((each, index) => isSame(each, others[index]));
}

function isSame(a: Reference, b: Reference | undefined): boolean {
  return (
    a.source === b?.source &&
    a.target === b.target &&
    a.assetType === b.assetType &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every((parameter, index) => parameter === b.parameters[index])
  );
}

/** Nodes and edges of what lies in the window of the sight: React Flow never gets to know of the rest. */
export function useGraphScene(layout: GraphLayout, references: readonly Reference[], sight: Sight | null): GraphScene {
  const templates = useDocument((state) => state.templates);
  const inputsOf = useMemo(() => createInputsOf(templates), [templates]);
  const { t } = useTranslation();
  const words = useMemo(
    (): EdgeWords => ({ kind: t('canvas.line'), nameOf: (reference) => wireName(reference, t) }),
    [t],
  );
  const scene = useMemo(() => {
    if (sight === null || sight.kind === 'canvas') return nothing;
    return sight.window === null
      ? wholeScene(layout, references, inputsOf, words)
      : sceneInside(layout, references, sight.window, inputsOf, words);
  }, [layout, references, sight, inputsOf, words]);
  // A node that stands where it stood and shows what it showed stays the same object: React Flow draws only new ones.
  return useKept(scene);
}

function wholeScene(
  layout: GraphLayout,
  references: readonly Reference[],
  inputsOf: InputsOf,
  words: EdgeWords,
): GraphScene {
  return { nodes: graphNodes(layout, layout, inputsOf), edges: edgesOf(layout, references, inputsOf, words) };
}

/** Cells beyond the window come along where a line leads to them. */
function sceneInside(
  layout: GraphLayout,
  references: readonly Reference[],
  window: Box,
  inputsOf: InputsOf,
  words: EdgeWords,
): GraphScene {
  const inside = <T extends Box>(boxes: readonly T[]): T[] => boxes.filter((box) => overlaps(box, window));
  const near = new Set<CellKey>(inside(layout.cells).map(({ cell }) => cell.key));
  const touching = references.filter(({ source, target }) => near.has(source) || near.has(target));
  const shown = new Set(near);
  for (const { source, target } of touching) shown.add(source).add(target);
  const cells = layout.cells.filter(({ cell }) => shown.has(cell.key));
  const ground = { gaps: inside(layout.gaps), lanes: inside(layout.lanes), columns: inside(layout.columns) };
  const nodes = graphNodes(layout, { cells, ...ground }, inputsOf);
  return { nodes, edges: edgesOf(layout, touching, inputsOf, words) };
}

function edgesOf(
  layout: GraphLayout,
  references: readonly Reference[],
  inputsOf: InputsOf,
  words: EdgeWords,
): ReferenceEdgeType[] {
  return references.flatMap((reference) => referenceEdge(layout, reference, inputsOf, words) ?? []);
}
