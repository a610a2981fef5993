import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soakRuns } from '../../../tests/soak.ts';
import { cellKey, type CellKey } from '../base/index.ts';
import { orderCells } from './order.ts';

interface Node {
  key: CellKey;
  dependsOn: CellKey[];
}

const keyAt = (at: number): CellKey => cellKey.parse(`u${at}/l`);

/** Any graph: each of up to 12 cells depends on any of them, itself included. */
const graph = fc
  .array(fc.array(fc.nat({ max: 11 }), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map((lists): Node[] =>
    lists.map((list, at) => ({ key: keyAt(at), dependsOn: [...new Set(list)].map((to) => keyAt(to % lists.length)) })),
  );

/** Whether a cell needs itself, by following every path. */
function needsItself(start: Node, byKey: ReadonlyMap<CellKey, Node>): boolean {
  const seen = new Set<CellKey>();
  const open = [...start.dependsOn];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === start.key) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...(byKey.get(key)?.dependsOn ?? []));
  }
  return false;
}

describe('orderCells', () => {
  it('puts cells after what they need, and names a cycle for exactly the cells on one', () => {
    fc.assert(
      fc.property(graph, (cells) => {
        const byKey = new Map(cells.map((cell) => [cell.key, cell]));
        const { ordered, cycles } = orderCells(cells);
        expect(new Set(ordered)).toEqual(new Set(cells));
        expect(ordered).toHaveLength(cells.length);
        const place = new Map(ordered.map((cell, at) => [cell.key, at]));
        for (const cell of cells) {
          const cycle = cycles.get(cell.key);
          expect(cycle !== undefined).toBe(needsItself(cell, byKey));
          if (cycle !== undefined) expectClosedPath(cell, cycle, byKey);
          for (const key of cell.dependsOn) {
            if (cycles.has(key) && cycle !== undefined) continue;
            expect(place.get(key)).toBeLessThan(place.get(cell.key) ?? -1);
          }
        }
      }),
      { numRuns: soakRuns(300, 10_000) },
    );
  });

  it('orders a chain of ten thousand cells without running out of stack', () => {
    const chain = Array.from({ length: 10_000 }, (_, at) => ({
      key: keyAt(at),
      dependsOn: at === 9_999 ? [] : [keyAt(at + 1)],
    }));
    const { ordered, cycles } = orderCells(chain);
    expect(cycles.size).toBe(0);
    expect(ordered.map((cell) => cell.key)).toEqual(chain.map((cell) => cell.key).reverse());
  });

  it('names a cycle of ten thousand cells by its first and last ones', () => {
    const ring = Array.from({ length: 10_000 }, (_, at) => ({
      key: keyAt(at),
      dependsOn: [keyAt((at + 1) % 10_000)],
    }));
    const { cycles } = orderCells(ring);
    expect(cycles.size).toBe(10_000);
    const shown = cycles.get(keyAt(5)) ?? [];
    expect(shown).toHaveLength(12);
    expect([shown[0], shown[1], shown.at(-2), shown.at(-1)]).toEqual(['u5/l', 'u6/l', 'u4/l', 'u5/l']);
  });
});

function expectClosedPath(cell: Node, cycle: readonly CellKey[], byKey: ReadonlyMap<CellKey, Node>): void {
  expect([cycle[0], cycle.at(-1)]).toEqual([cell.key, cell.key]);
  // Longer ones are shortened in the middle.
  if (cycle.length >= 12) return;
  cycle.slice(1).forEach((key, at) => expect(byKey.get(cycle[at] ?? cell.key)?.dependsOn).toContain(key));
}
