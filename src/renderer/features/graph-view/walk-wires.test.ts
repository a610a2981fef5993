import { expect, it } from 'vitest';
import { cellKey, type CellKey } from '../../../shared/base/index.ts';
import type { Reference } from './layout-graph.ts';
import { nextWire, originOf, wiresOf } from './walk-wires.ts';

const key = (name: string): CellKey => cellKey.parse(name);
const wire = (source: string, target: string): Reference => ({
  source: key(source),
  target: key(target),
  parameters: ['image'],
  assetType: 'image',
});
const references = [
  wire('a/plate', 'a/print'),
  wire('b/plate', 'b/print'),
  wire('a/print', 'b/print'),
  wire('a/print', 'a/proof'),
];

it('names what a cell reads before what reads it', () => {
  expect(wiresOf(references, key('a/print'))).toEqual([references[0], references[2], references[3]]);
});

it('goes round all lines of a cell, both ways, and nowhere from a cell without any', () => {
  const walk = (step: 1 | -1): (Reference | null)[] => {
    const seen: (Reference | null)[] = [];
    for (let at: Reference | null = null; seen.length < 4;)
      seen.push((at = nextWire(references, key('a/print'), at, step)));
    return seen;
  };
  expect(walk(1)).toEqual([references[0], references[2], references[3], references[0]]);
  expect(walk(-1)).toEqual([references[3], references[2], references[0], references[3]]);
  expect(nextWire(references, key('c/plate'), null, 1)).toBeNull();
});

it('begins anew at a line that is none of its own', () => {
  expect(nextWire(references, key('a/print'), wire('b/plate', 'b/print'), 1)).toBe(references[0]);
});

it.each([
  ['the cell that is walked around', 'a/print', 'a/print'],
  ['the reader of a line that was clicked', null, 'b/print'],
  ['the reader where the walk went on elsewhere', 'c/plate', 'b/print'],
])('comes from %s', (_name, walked, expected) => {
  expect(originOf(wire('a/print', 'b/print'), walked === null ? null : key(walked))).toBe(expected);
});
