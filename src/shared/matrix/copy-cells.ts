import { cellKeyOf, type CellKey } from '../base/index.ts';
import type { CellClip, ClipUnit } from './clip.ts';
import type { CellOverride, Layer, MatrixDocument } from './document.ts';
import type { SingleEdit } from './edit-schema.ts';
import { nameLayers, targetsIn } from './relink.ts';

/** The clip of these cells, or null where none of them is in the document. Left-out cells cannot be copied. */
export function copyCells(matrix: MatrixDocument, keys: ReadonlySet<CellKey>): CellClip | null {
  const units = matrix.units.flatMap((unit, index): ClipUnit[] => {
    const cells = matrix.layers.flatMap(({ name }): [string, CellOverride][] => {
      const override = unit.cells[name];
      return override !== null && keys.has(cellKeyOf(unit.id, name)) ? [[name, named(override ?? {}, matrix)]] : [];
    });
    if (cells.length === 0) return [];
    const previous = matrix.units[index - 1]?.id;
    const next = matrix.units[index + 1]?.id;
    return [
      {
        id: unit.id,
        ...(unit.title === undefined ? {} : { title: unit.title }),
        vars: unit.vars,
        ...(previous === undefined ? {} : { previous }),
        ...(next === undefined ? {} : { next }),
        cells: Object.fromEntries(cells),
      },
    ];
  });
  if (units.length === 0) return null;
  const layers = matrix.layers
    .filter(({ name }) => units.some((unit) => Object.hasOwn(unit.cells, name)))
    .map((layer): Layer => ({ ...layer, parameters: nameLayers(layer.parameters, matrix) }));
  const vars = usedVariables(matrix, layers, units);
  return { telar_clip: 1, ...(Object.keys(vars).length === 0 ? {} : { vars }), layers, units };
}

function named(override: CellOverride, matrix: MatrixDocument): CellOverride {
  const { parameters } = override;
  return parameters === undefined ? override : { ...override, parameters: nameLayers(parameters, matrix) };
}

function usedVariables(matrix: MatrixDocument, layers: Layer[], units: ClipUnit[]): NonNullable<CellClip['vars']> {
  const overrides = units.flatMap((unit) => Object.values(unit.cells));
  const used = new Set(
    [...layers, ...overrides]
      .flatMap((each) => targetsIn(each.parameters ?? {}))
      .flatMap((target) => (target.kind === 'document-variable' ? [target.name] : [])),
  );
  return Object.fromEntries(Object.entries(matrix.vars ?? {}).filter(([name]) => used.has(name)));
}

/**
 * The edits that take cells out: a unit that loses all its cells goes with them, of another one they are left out.
 * References to them stay, and the plan says what is missing.
 */
export function removeCells(matrix: MatrixDocument, keys: ReadonlySet<CellKey>): SingleEdit[] {
  return matrix.units.flatMap((unit): SingleEdit[] => {
    const present = matrix.layers.filter(({ name }) => unit.cells[name] !== null);
    const removed = present.filter(({ name }) => keys.has(cellKeyOf(unit.id, name)));
    if (removed.length === 0) return [];
    if (removed.length === present.length) return [{ type: 'remove-unit', unit: unit.id }];
    return removed.map(({ name }) => ({ type: 'set-cell', unit: unit.id, layer: name, value: null }));
  });
}
