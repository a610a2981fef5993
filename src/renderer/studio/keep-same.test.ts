import fc from 'fast-check';
import { expect, it } from 'vitest';
import { soakRuns } from '../../../tests/soak.ts';
import { keepSame } from './keep-same.ts';

it('says what the newer value says, name by name in its order', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
      expect(JSON.stringify(keepSame(before, next))).toBe(JSON.stringify(next));
    }),
    { numRuns: soakRuns(300, 20_000) },
  );
});

it('is the older object itself where nothing differs', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(keepSame(value, structuredClone(value))).toBe(value);
    }),
    { numRuns: soakRuns(300, 20_000) },
  );
});

it('keeps the parts that did not change, and takes another order of names for a change', () => {
  const before = { units: [{ id: 'one' }, { id: 'two' }], view: { lanes: 'unit' } };
  const now = keepSame(before, { units: [{ id: 'one' }, { id: 'three' }], view: { lanes: 'unit' } });
  expect(now.units[0]).toBe(before.units[0]);
  expect(now.view).toBe(before.view);
  expect(now.units[1]).toEqual({ id: 'three' });
  expect(Object.keys(keepSame({ a: 1, b: 2 }, { b: 2, a: 1 }))).toEqual(['b', 'a']);
});
