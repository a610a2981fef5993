import type { CellKey } from '../../../shared/base/index.ts';
import type { ReferenceEnds } from '../../studio/index.ts';
import type { Reference } from './layout-graph.ts';

/** The lines of a cell: what it reads first, then what reads it. */
export function wiresOf(references: readonly Reference[], cell: CellKey): Reference[] {
  const [reads, isRead] = [
    references.filter(({ target }) => target === cell),
    references.filter(({ source }) => source === cell),
  ];
  return [...reads, ...isRead];
}

/** The line of a cell that comes after `present`, round and round; its first or last where `present` is none of them. */
export function nextWire(
  references: readonly Reference[],
  cell: CellKey,
  present: ReferenceEnds | null,
  step: 1 | -1,
): Reference | null {
  const wires = wiresOf(references, cell);
  const at = wires.findIndex(({ source, target }) => source === present?.source && target === present.target);
  if (at === -1) return wires.at(step === 1 ? 0 : -1) ?? null;
  return wires[(at + step + wires.length) % wires.length] ?? null;
}

/** The cell from which the keyboard came to a line: the one it walks around, or else the reader. */
export function originOf({ source, target }: ReferenceEnds, walked: CellKey | null): CellKey {
  return walked === source ? source : target;
}
