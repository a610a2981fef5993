import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrange, type ArrangedCell, type ArrangeTask } from './arrange.ts';

const [width, height, step] = [288, 144, 376];
const cell = (lane: number, order: number): ArrangedCell => ({
  key: `u${lane}/l${order}`,
  width,
  height,
  lane,
  order,
  y: 100 + lane * 184,
});
const task = (cells: readonly ArrangedCell[], wires: readonly (readonly [string, string])[]): ArrangeTask => ({
  cells,
  references: wires.map(([source, target]) => ({ source, target })),
  left: 240,
  step,
  taken: {},
});
/** Number of the place from the left, in the words of the test. */
const placesOf = (given: ArrangeTask): Record<string, number> =>
  Object.fromEntries(arrange(given).map(([key, { x }]) => [key, (x - 240) / step]));

it('puts what is read to the left, each cell in its lane', () => {
  const cells = [cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)];
  const wires = [
    ['u0/l1', 'u0/l0'],
    ['u1/l1', 'u1/l0'],
  ] as const;
  expect(arrange(task(cells, wires))).toEqual([
    ['u0/l0', { x: 616, y: 100 }],
    ['u0/l1', { x: 240, y: 100 }],
    ['u1/l0', { x: 616, y: 284 }],
    ['u1/l1', { x: 240, y: 284 }],
  ]);
});

it('keeps a lane whose cells read to the right already as it is, with what nothing reads behind it', () => {
  const cells = [cell(0, 0), cell(0, 1), cell(0, 2), cell(0, 3)];
  expect(placesOf(task(cells, [['u0/l0', 'u0/l1']]))).toEqual({ 'u0/l0': 0, 'u0/l1': 1, 'u0/l2': 2, 'u0/l3': 3 });
});

it('sends a reader on when what it reads had to make room, across lanes too', () => {
  const cells = [cell(0, 0), cell(0, 1), cell(1, 0)];
  const places = placesOf({ ...task(cells, [['u0/l1', 'u1/l0']]), taken: { 0: [[240, 240 + width + step]] } });
  expect(places).toEqual({ 'u0/l0': 2, 'u0/l1': 3, 'u1/l0': 4 });
});

it('never lays one cell over another or leaves a lane, and no reader stands left of what it reads', () => {
  const at = fc.tuple(fc.nat(3), fc.nat(4));
  const wire = fc.tuple(at, at).filter(([[a, b], [c, d]]) => b * 4 + a < d * 4 + c);
  fc.assert(
    fc.property(fc.array(wire, { maxLength: 16 }), (wires) => {
      const cells = [0, 1, 2, 3].flatMap((lane) => [0, 1, 2, 3, 4].map((order) => cell(lane, order)));
      const named = wires.map(([[a, b], [c, d]]) => [`u${a}/l${b}`, `u${c}/l${d}`] as const);
      const places = new Map(arrange(task(cells, named)));
      for (const [source, target] of named) {
        expect(places.get(source)?.x ?? 0).toBeLessThan(places.get(target)?.x ?? 0);
      }
      expect(cells.map(({ key }) => places.get(key)?.y)).toEqual(cells.map(({ y }) => y));
      const spots = [...places.values()].map(({ x, y }) => `${x} ${y}`);
      expect(new Set(spots).size).toBe(cells.length);
    }),
    { numRuns: 40 },
  );
});

it('finds an end where cells wait for each other', () => {
  const cells = [cell(0, 0), cell(0, 1)];
  const places = placesOf(
    task(cells, [
      ['u0/l0', 'u0/l1'],
      ['u0/l1', 'u0/l0'],
    ]),
  );
  expect(new Set(Object.values(places)).size).toBe(2);
});
