import type { CellKey, JsonValue } from '../../../shared/base/index.ts';
import type { MatrixCell, MatrixDocument } from '../../../shared/matrix/index.ts';

/** What kind of text was found. */
type FoundIn = 'unit' | 'layer' | 'parameter' | 'variable' | 'model' | 'state';

/** A place in the document that holds what is looked for. */
export interface FoundText {
  /** Cell to go to; of a unit or a layer its first one. */
  cell: CellKey;
  kind: FoundIn;
  /** Name of the parameter or variable; of others the cell, unit or layer. */
  name: string;
  text: string;
  /** Where in `text` it stands. */
  start: number;
  end: number;
}

interface Searched {
  matrix: MatrixDocument;
  cells: readonly MatrixCell[];
  /** Name of a cell's state for people, with "out of date" where it is. */
  stateOf: (cell: CellKey) => string;
}

/** More than these nobody looks through. */
export const maxFound = 500;

/**
 * All places that hold a query, in document order: names, titles, parameters, variables, models and states. Upper and
 * lower case count as the same. A default of a column is found once, in its first cell.
 */
export function findInMatrix({ matrix, cells, stateOf }: Searched, query: string): FoundText[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const found: FoundText[] = [];
  const seen = new Set<string>();

  function look(id: string, place: Omit<FoundText, 'start' | 'end'>): void {
    const start = place.text.toLowerCase().indexOf(wanted);
    if (start === -1 || seen.has(id) || found.length >= maxFound) return;
    seen.add(id);
    found.push({ ...place, start, end: start + wanted.length });
  }

  for (const cell of cells) {
    const { key, unit, layer } = cell;
    look(`unit:${unit.id}`, { cell: key, kind: 'unit', name: unit.id, text: named(unit.id, unit.title) });
    look(`layer:${layer.name}`, { cell: key, kind: 'layer', name: layer.name, text: named(layer.name, layer.title) });
    for (const [name, value] of Object.entries(unit.vars)) {
      look(`variable:${unit.id}:${name}`, { cell: key, kind: 'variable', name, text: `${name} = ${String(value)}` });
    }
    for (const [name, value] of Object.entries(matrix.vars ?? {})) {
      look(`variable::${name}`, { cell: key, kind: 'variable', name, text: `${name} = ${String(value)}` });
    }
    const own = new Set(cell.ownParameters);
    for (const [name, value] of Object.entries(cell.parameters)) {
      const id = own.has(name) ? `parameter:${key}:${name}` : `parameter::${layer.name}:${name}`;
      look(id, { cell: key, kind: 'parameter', name, text: textOf(value) });
    }
    const ownModel = cell.model !== layer.model;
    look(ownModel ? `model:${key}` : `model::${layer.name}`, { cell: key, kind: 'model', name: key, text: cell.model });
    look(`state:${key}`, { cell: key, kind: 'state', name: key, text: stateOf(key) });
  }
  return found;
}

function named(id: string, title: string | undefined): string {
  return title === undefined ? id : `${title} (${id})`;
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
