import type { AssetType } from '../artifact/index.ts';
import type { CellKey } from '../base/index.ts';
import { listCells, type MatrixCell } from './cells.ts';
import type { MatrixDocument } from './document.ts';
import { cellProperties, unitProperties, type CellProperty } from './placeholder.ts';
import { scanPlaceholders } from './scan-placeholders.ts';

/** One way to go on with a placeholder. */
export interface PlaceholderCompletion {
  kind: 'root' | 'unit' | 'layer' | 'property' | 'variable';
  label: string;
  /** Asset type, value or example; data, not a sentence. */
  detail: string;
  /** Goes into the place of the last `replace` UTF-16 units before the caret. */
  insert: string;
  replace: number;
}

type Candidate = Pick<PlaceholderCompletion, 'kind' | 'label' | 'detail'> & { ends: boolean };

const maxDetailLength = 60;
const none: ReadonlySet<CellKey> = new Set();
const always: CellProperty[] = ['path', 'url', 'seed'];
const propertiesOf: Record<AssetType, CellProperty[]> = {
  image: [...always, 'width', 'height'],
  video: [...always, 'width', 'height', 'duration'],
  audio: [...always, 'duration'],
  text: [...always, 'text'],
};

/**
 * What a placeholder under the caret can go on with: only what exists as seen from the cell. Empty where the caret is
 * in no open placeholder. `textBeforeCaret` is the parameter's text up to the caret. Cells in `closed` are left out: they
 * wait for this one themselves.
 */
export function placeholderCompletions(
  matrix: MatrixDocument,
  cellKey: CellKey,
  textBeforeCaret: string,
  closed: ReadonlySet<CellKey> = none,
): PlaceholderCompletion[] {
  const open = [...scanPlaceholders(textBeforeCaret)].at(-1);
  const cells = listCells(matrix);
  const cell = cells.find((each) => each.key === cellKey);
  if (open?.kind !== 'unclosed' || cell === undefined) return [];
  const readable = cells.filter(({ key }) => key !== cellKey && !closed.has(key));
  const words = textBeforeCaret
    .slice(open.start + 2)
    .trimStart()
    .split('.');
  const typed = words.pop() ?? '';
  return candidatesAfter(words, { matrix, readable, cell })
    .filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase()))
    .map(({ ends, ...candidate }) => ({
      ...candidate,
      insert: `${candidate.label}${ends ? '}}' : '.'}`,
      replace: typed.length,
    }));
}

interface View {
  matrix: MatrixDocument;
  /** Cells that can be referenced. */
  readable: readonly MatrixCell[];
  cell: MatrixCell;
}

function candidatesAfter(words: readonly string[], view: View): Candidate[] {
  const [root, second] = words;
  const { cell, matrix } = view;
  switch (root) {
    case undefined:
      return roots(view);
    case 'layers':
      return afterLayers(cell.unitIndex, words.slice(1), view);
    case 'prev_unit':
      return afterUnit(cell.unitIndex - 1, words.slice(1), view);
    case 'next_unit':
      return afterUnit(cell.unitIndex + 1, words.slice(1), view);
    case 'units': {
      if (second !== undefined)
        return afterUnit(
          matrix.units.findIndex(({ id }) => id === second),
          words.slice(2),
          view,
        );
      const filled = new Set(view.readable.map((each) => each.unitIndex));
      return matrix.units.flatMap(({ id, title }, index) =>
        filled.has(index) && index !== cell.unitIndex ? [goesOn('unit', id, title ?? '')] : [],
      );
    }
    case 'vars':
      return words.length === 1 ? variables(matrix.vars ?? {}) : [];
    case 'unit':
      if (words.length === 1) return unitCandidates(cell);
      return words.length === 2 && second === 'vars' ? variables(cell.unit.vars) : [];
    default:
      return [];
  }
}

function roots(view: View): Candidate[] {
  const { cell, matrix } = view;
  const has = {
    layers: layersOf(cell.unitIndex, view).length > 0,
    prev_unit: layersOf(cell.unitIndex - 1, view).length > 0,
    next_unit: layersOf(cell.unitIndex + 1, view).length > 0,
    units: view.readable.some((each) => each.unitIndex !== cell.unitIndex),
    vars: Object.keys(matrix.vars ?? {}).length > 0,
    unit: true,
  };
  const examples = {
    layers: '{{layers.NAME.path}}',
    prev_unit: '{{prev_unit.layers.NAME.path}}',
    next_unit: '{{next_unit.layers.NAME.path}}',
    units: '{{units.ID.layers.NAME.path}}',
    vars: '{{vars.NAME}}',
    unit: '{{unit.vars.NAME}}',
  };
  return Object.entries(examples).flatMap(([label, detail]) =>
    Object.entries(has).some(([name, exists]) => name === label && exists) ? [goesOn('root', label, detail)] : [],
  );
}

function afterUnit(unitIndex: number, words: readonly string[], view: View): Candidate[] {
  if (words.length > 0) return words[0] === 'layers' ? afterLayers(unitIndex, words.slice(1), view) : [];
  return layersOf(unitIndex, view).length > 0 ? [goesOn('root', 'layers', '')] : [];
}

function afterLayers(unitIndex: number, words: readonly string[], view: View): Candidate[] {
  const cells = layersOf(unitIndex, view);
  const [name] = words;
  if (name === undefined) return cells.map((each) => goesOn('layer', each.layer.name, each.assetType));
  const target = cells.find((each) => each.layer.name === name || String(each.layerIndex) === name);
  if (target === undefined || words.length > 1) return [];
  const offered = propertiesOf[target.assetType];
  return cellProperties.filter((each) => offered.includes(each)).map((each) => ends('property', each, ''));
}

/** Cells of a unit that can be referenced. */
function layersOf(unitIndex: number, { readable }: View): MatrixCell[] {
  return readable.filter((each) => each.unitIndex === unitIndex);
}

function unitCandidates({ unit, unitIndex }: MatrixCell): Candidate[] {
  const values = { id: unit.id, index: String(unitIndex), title: unit.title ?? '' };
  const properties = unitProperties.map((name) => ends('property', name, values[name]));
  return Object.keys(unit.vars).length > 0 ? [...properties, goesOn('root', 'vars', '')] : properties;
}

function variables(values: Readonly<Record<string, string | number | boolean>>): Candidate[] {
  return Object.entries(values).map(([name, value]) => ends('variable', name, String(value)));
}

function goesOn(kind: Candidate['kind'], label: string, detail: string): Candidate {
  return { kind, label, detail: detail.slice(0, maxDetailLength), ends: false };
}

function ends(kind: Candidate['kind'], label: string, detail: string): Candidate {
  return { ...goesOn(kind, label, detail), ends: true };
}
