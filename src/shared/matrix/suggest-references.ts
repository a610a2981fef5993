import type { AssetType } from '../artifact/index.ts';
import { cellKeyOf, type CellKey } from '../base/index.ts';
import type { MatrixCell } from './cells.ts';
import type { MatrixDocument } from './document.ts';
import { unitProperties } from './placeholder.ts';

/** What a field takes: a file of these kinds (of any where empty), or words. */
export type WantedReference = { kind: 'file'; types: readonly AssetType[] } | { kind: 'text' };

const maxSuggestions = 24;
const none: ReadonlySet<CellKey> = new Set();

/**
 * Whole placeholders that a cell may want here, the likeliest first: variables and texts for words, files for a file, of
 * its own unit before those of its neighbours. `typed` is looked for anywhere in them. Other units are reached by their id.
 * Cells in `closed` are left out: they wait for this one themselves.
 */
export function suggestReferences(
  matrix: MatrixDocument,
  cell: Pick<MatrixCell, 'unit' | 'unitIndex' | 'layer'>,
  typed: string,
  wanted: WantedReference,
  closed: ReadonlySet<CellKey> = none,
): string[] {
  const wantedText = typed.trim().toLowerCase();
  const cells = cellReferences(matrix, cell, wanted, closed);
  const variables = [
    ...Object.keys(cell.unit.vars).map((name) => `unit.vars.${name}`),
    ...Object.keys(matrix.vars ?? {}).map((name) => `vars.${name}`),
  ];
  const properties = unitProperties.map((name) => `unit.${name}`);
  const all = wanted.kind === 'file' ? [...cells, ...variables] : [...variables, ...cells, ...properties];
  return all.filter((each) => each.toLowerCase().includes(wantedText)).slice(0, maxSuggestions);
}

function cellReferences(
  matrix: MatrixDocument,
  cell: Pick<MatrixCell, 'unitIndex' | 'layer'>,
  wanted: WantedReference,
  closed: ReadonlySet<CellKey>,
): string[] {
  const units = [
    { root: '', index: cell.unitIndex },
    { root: 'prev_unit.', index: cell.unitIndex - 1 },
    { root: 'next_unit.', index: cell.unitIndex + 1 },
  ];
  const found = units.flatMap(({ root, index }) => {
    const unit = matrix.units[index];
    if (unit === undefined) return [];
    return matrix.layers.flatMap((layer) => {
      const override = unit.cells[layer.name];
      if (override === null || (root === '' && layer.name === cell.layer.name)) return [];
      if (closed.has(cellKeyOf(unit.id, layer.name))) return [];
      const type = override?.asset_type ?? layer.asset_type;
      return [{ type, name: `${root}layers.${layer.name}` }];
    });
  });
  if (wanted.kind === 'file') {
    const fits = found.filter(
      ({ type }) => type !== 'text' && (wanted.types.length === 0 || wanted.types.includes(type)),
    );
    return fits.map(({ name }) => `${name}.path`);
  }
  const texts = found.filter(({ type }) => type === 'text').map(({ name }) => `${name}.text`);
  return [...texts, ...found.filter(({ type }) => type !== 'text').map(({ name }) => `${name}.path`)];
}
