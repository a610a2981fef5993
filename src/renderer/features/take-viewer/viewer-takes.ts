import { cellKeyOf, type CellKey, type DocumentId, type TakeId } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { rehearsalKey, type TakesState } from '../../studio/index.ts';

/** All takes of the cell that a take belongs to, newest first. */
export function takesBeside(take: TakeId, { order, items }: Pick<TakesState, 'order' | 'items'>): GalleryItem[] {
  const shown = items.get(take);
  if (shown === undefined) return [];
  return order
    .flatMap((id) => items.get(id) ?? [])
    .filter(
      (item) =>
        item.documentId === shown.documentId &&
        item.take.unit === shown.take.unit &&
        item.take.layer === shown.take.layer,
    );
}

export interface CellsWithTakes {
  cells: readonly MatrixCell[];
  pickOf: (cell: CellKey) => TakeId | null;
  rehearsals: ReadonlyMap<string, TakeId>;
  documentId: DocumentId | null;
}

/**
 * The take to show of the next cell that has one, or of the one before: down the column first, then the next column, as
 * scenes of one kind are looked through. Null at the end.
 */
export function takeOfNextCell(from: CellKey, step: 1 | -1, world: CellsWithTakes): TakeId | null {
  const { cells, pickOf, rehearsals, documentId } = world;
  const columns = [...cells].sort((a, b) => a.layerIndex - b.layerIndex || a.unitIndex - b.unitIndex);
  const start = columns.findIndex((cell) => cell.key === from);
  if (start === -1) return null;
  for (let at = start + step; at >= 0 && at < columns.length; at += step) {
    const key = columns[at]?.key;
    if (key === undefined) continue;
    const take = pickOf(key) ?? rehearsals.get(rehearsalKey(documentId, key)) ?? null;
    if (take !== null) return take;
  }
  return null;
}

/** Address of the cell of a take. */
export function cellOf({ take }: GalleryItem): CellKey {
  return cellKeyOf(take.unit, take.layer);
}
