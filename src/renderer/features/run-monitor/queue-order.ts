import type { CellKey } from '../../../shared/base/index.ts';

/**
 * What has to go to the front so that a cell of the queue gets to a place: all cells up to the farther of both places, in
 * their new order. Empty where nothing would change.
 */
export function frontAfterMove(queue: readonly CellKey[], cell: CellKey, to: number): CellKey[] {
  const from = queue.indexOf(cell);
  const place = Math.max(0, Math.min(queue.length - 1, to));
  if (from === -1 || from === place) return [];
  const others = queue.filter((key) => key !== cell);
  const moved = [...others.slice(0, place), cell, ...others.slice(place)];
  return moved.slice(0, Math.max(from, place) + 1);
}
