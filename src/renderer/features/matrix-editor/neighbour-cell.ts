import type { CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';

export const arrowDirections: Readonly<Record<string, Direction>> = {
  ArrowLeft: { units: 0, layers: -1 },
  ArrowRight: { units: 0, layers: 1 },
  ArrowUp: { units: -1, layers: 0 },
  ArrowDown: { units: 1, layers: 0 },
};

export interface Direction {
  units: -1 | 0 | 1;
  layers: -1 | 0 | 1;
}

/** The nearest cell in a direction, jumping over left-out ones; null at the border. */
export function neighbourCell(cells: readonly MatrixCell[], from: CellKey, direction: Direction): CellKey | null {
  const start = cells.find((cell) => cell.key === from);
  if (start === undefined) return cells[0]?.key ?? null;
  const ahead = cells
    .map((cell) => ({
      key: cell.key,
      units: cell.unitIndex - start.unitIndex,
      layers: cell.layerIndex - start.layerIndex,
    }))
    .filter(({ units, layers }) =>
      direction.units === 0
        ? units === 0 && layers * direction.layers > 0
        : layers === 0 && units * direction.units > 0,
    )
    .sort((a, b) => Math.abs(a.units) + Math.abs(a.layers) - Math.abs(b.units) - Math.abs(b.layers));
  return ahead[0]?.key ?? null;
}
