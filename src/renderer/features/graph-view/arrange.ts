import { Graph, layout } from '@dagrejs/dagre';

/** What is to be arranged, in flow units; `cells` in document order. */
export interface ArrangeTask {
  cells: readonly ArrangedCell[];
  references: readonly { source: string; target: string }[];
  /** Left side of the first place, and from each place to the next. */
  left: number;
  step: number;
  /** From left to right, what other cells cover in each lane. */
  taken: Readonly<Record<number, readonly (readonly [from: number, to: number])[]>>;
}

/** A cell, where its lane has it stand, and its place in the order of the lane. */
export interface ArrangedCell {
  key: string;
  width: number;
  height: number;
  lane: number;
  order: number;
  y: number;
}

/** Top left corners by cell. */
export type Arrangement = [key: string, place: { x: number; y: number }][];

/**
 * Arranges cells from left to right by what they read, each in its lane: the ranks are dagre's (after Gansner et al., "A
 * Technique for Drawing Directed Graphs", 1993). Two cells of a lane that would have one rank stand side by side in the
 * order of the lane, and what reads them moves on with them.
 */
export function arrange(task: ArrangeTask): Arrangement {
  const ranks = ranksOf(task);
  const sources = new Map<string, string[]>();
  for (const { source, target } of task.references) {
    if (ranks.has(source) && ranks.has(target)) sources.set(target, [...(sources.get(target) ?? []), source]);
  }
  const used = new Map<number, Set<number>>();
  const places = new Map<string, number>();
  for (const cell of inReadingOrder(task.cells, sources)) {
    const after = (sources.get(cell.key) ?? []).map((source) => (places.get(source) ?? -1) + 1);
    let place = Math.max(ranks.get(cell.key) ?? 0, ...after);
    const inLane = used.get(cell.lane) ?? new Set<number>();
    while (inLane.has(place) || isTaken(task, cell, place)) place += 1;
    used.set(cell.lane, inLane.add(place));
    places.set(cell.key, place);
  }
  return task.cells.map(({ key, y }) => [key, { x: task.left + (places.get(key) ?? 0) * task.step, y }]);
}

function isTaken({ left, step, taken }: ArrangeTask, { lane, width }: ArrangedCell, place: number): boolean {
  const x = left + place * step;
  return (taken[lane] ?? []).some(([from, to]) => x < to && from < x + width);
}

/** How far from the left each cell stands; parts that have nothing to do with each other each begin at 0. */
function ranksOf({ cells, references, step }: ArrangeTask): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const part of partsOf(cells, references)) {
    const graph = new Graph({ multigraph: false });
    const width = Math.max(...part.cells.map((cell) => cell.width));
    graph.setGraph({ rankdir: 'LR', ranksep: step - width, marginx: 0, marginy: 0 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const { key, height } of part.cells) graph.setNode(key, { width, height });
    for (const { source, target } of part.references) graph.setEdge(source, target);
    layout(graph);
    const middles = part.cells.map(({ key }) => ({ key, x: (graph.node(key) as { x?: number }).x ?? 0 }));
    const leftmost = Math.min(...middles.map(({ x }) => x));
    for (const { key, x } of middles) ranks.set(key, Math.round((x - leftmost) / step));
  }
  return ranks;
}

/** What is read before what reads it, otherwise in the order of the lanes; cells that wait for each other come last. */
function inReadingOrder(
  cells: readonly ArrangedCell[],
  sources: ReadonlyMap<string, readonly string[]>,
): ArrangedCell[] {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const readers = new Map<string, string[]>();
  for (const [target, above] of sources) {
    for (const source of above) readers.set(source, [...(readers.get(source) ?? []), target]);
  }
  const waitsFor = new Map(cells.map(({ key }) => [key, sources.get(key)?.length ?? 0]));
  const orders = Math.max(0, ...cells.map(({ order }) => order + 1));
  const ready = Array.from({ length: orders }, (): ArrangedCell[] => []);
  const sorted: ArrangedCell[] = [];
  for (const cell of cells) if (waitsFor.get(cell.key) === 0) ready[cell.order]?.push(cell);
  for (let next = takeFirst(ready); next !== undefined; next = takeFirst(ready)) {
    sorted.push(next);
    for (const key of readers.get(next.key) ?? []) {
      const left = (waitsFor.get(key) ?? 0) - 1;
      waitsFor.set(key, left);
      const cell = byKey.get(key);
      if (left === 0 && cell !== undefined) ready[cell.order]?.push(cell);
    }
  }
  const done = new Set(sorted.map(({ key }) => key));
  return [...sorted, ...cells.filter(({ key }) => !done.has(key))];
}

function takeFirst(ready: ArrangedCell[][]): ArrangedCell | undefined {
  return ready.find((each) => each.length > 0)?.shift();
}

interface Part {
  cells: ArrangeTask['cells'][number][];
  references: ArrangeTask['references'][number][];
}

/** Cells that hang together, in the order of each part's first cell. */
function partsOf(cells: ArrangeTask['cells'], references: ArrangeTask['references']): Part[] {
  const above = new Map(cells.map(({ key }) => [key, key]));
  function rootOf(key: string): string {
    let root = key;
    for (let next = above.get(root); next !== undefined && next !== root; next = above.get(root)) root = next;
    // Shortens the way for those who ask next.
    above.set(key, root);
    return root;
  }
  const inside = references.filter(({ source, target }) => above.has(source) && above.has(target));
  for (const { source, target } of inside) above.set(rootOf(source), rootOf(target));
  const parts = new Map<string, Part>();
  for (const cell of cells) {
    const root = rootOf(cell.key);
    const part = parts.get(root) ?? { cells: [], references: [] };
    part.cells.push(cell);
    parts.set(root, part);
  }
  for (const reference of inside) parts.get(rootOf(reference.source))?.references.push(reference);
  return [...parts.values()];
}
