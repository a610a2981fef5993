import fc from 'fast-check';
import type { PlannedCell } from '../../src/shared/plan/index.ts';
import { plannedCell, type CellSketch } from './planned-cells.ts';

interface Limits {
  units?: number;
  layers?: number;
}

/**
 * Random cells without a circle: a matrix of up to so many units and layers in which each cell waits for up to three that
 * come before it in a random order, in any unit and layer; each layer is sequential or not.
 */
export function randomCells({ units = 6, layers = 4 }: Limits = {}): fc.Arbitrary<PlannedCell[]> {
  return fc
    .tuple(fc.integer({ min: 1, max: units }), fc.integer({ min: 1, max: layers }))
    .chain(([rows, columns]) => {
      const places = Array.from({ length: rows * columns }, (_, at) => at);
      return fc.record({
        rows: fc.constant(rows),
        order: fc.shuffledSubarray(places, { minLength: places.length, maxLength: places.length }),
        sequential: fc.array(fc.boolean(), { minLength: columns, maxLength: columns }),
        waits: fc.array(fc.array(fc.nat({ max: 1_000 }), { maxLength: 3 }), {
          minLength: places.length,
          maxLength: places.length,
        }),
      });
    })
    .map(({ rows, order, sequential, waits }) => {
      const nameOf = (place: number): string => `u${place % rows}/l${Math.floor(place / rows)}`;
      const sketches = order.map((place, at): CellSketch => {
        const earlier = at === 0 ? [] : (waits[at] ?? []).map((each) => order[each % at] ?? 0);
        const layer = Math.floor(place / rows);
        return {
          unit: place % rows,
          layer,
          parallel: sequential[layer] !== true,
          dependsOn: [...new Set(earlier)].map(nameOf),
        };
      });
      return sketches.map(plannedCell);
    });
}
