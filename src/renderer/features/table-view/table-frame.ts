import { unitVariables, type Layer, type MatrixDocument, type Unit } from '../../../shared/matrix/index.ts';

type VariableKind = 'string' | 'number' | 'boolean';

/** A column of the table. Its id keeps its width in the document's view. */
export type GridColumn =
  | { kind: 'unit'; id: string }
  /** `type` is that of the first value that is not empty. */
  | { kind: 'variable'; id: string; name: string; type: VariableKind }
  | { kind: 'layer'; id: string; layer: Layer };

/** Index of the first column of variables: they stand behind the unit. */
export const firstVariable = 1;

/** The rows and columns that are shown, and where each of them is. */
export interface TableFrame {
  columns: readonly GridColumn[];
  units: readonly Unit[];
  rowOf: ReadonlyMap<string, number>;
  columnOf: ReadonlyMap<string, number>;
}

/** The unit itself, its variables in their order, then the layers. */
export function columnsOf(matrix: MatrixDocument): GridColumn[] {
  const types = new Map<string, VariableKind | null>();
  for (const { vars } of matrix.units) {
    for (const [name, value] of Object.entries(vars)) {
      if (types.get(name) != null) continue;
      types.set(name, value === '' ? null : kindOf(value));
    }
  }
  return [
    { kind: 'unit', id: 'unit' },
    ...unitVariables(matrix).map((name): GridColumn => {
      return { kind: 'variable', id: `vars.${name}`, name, type: types.get(name) ?? 'string' };
    }),
    ...matrix.layers.map((layer): GridColumn => ({ kind: 'layer', id: `layers.${layer.name}`, layer })),
  ];
}

function kindOf(value: string | number | boolean): VariableKind {
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string';
}

/** Puts the shown units and the columns together. */
export function frameOf(columns: readonly GridColumn[], units: readonly Unit[]): TableFrame {
  return {
    columns,
    units,
    rowOf: new Map(units.map((unit, index) => [unit.id, index])),
    columnOf: new Map(columns.map((column, index) => [column.id, index])),
  };
}

/** Widths in pixels where the document says none. */
export const usualWidths = { unit: 184, variable: 152, layer: 272 } as const;
export const leastWidth = 64;
export const mostWidth = 800;

export interface ColumnPlaces {
  widths: readonly number[];
  /** Left edge of each column. */
  lefts: readonly number[];
  total: number;
}

/** Where columns stand. */
export function placeColumns(columns: readonly GridColumn[], widths: Readonly<Record<string, number>>): ColumnPlaces {
  const each = columns.map(({ id, kind }) =>
    Math.min(mostWidth, Math.max(leastWidth, widths[id] ?? usualWidths[kind])),
  );
  let left = 0;
  const lefts = each.map((width) => {
    left += width;
    return left - width;
  });
  return { widths: each, lefts, total: left };
}
