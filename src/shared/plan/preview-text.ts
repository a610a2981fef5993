import {
  LayerDependencyError,
  PlaceholderSyntaxError,
  TelarError,
  type CellKey,
  type FailureData,
  type JsonValue,
} from '../base/index.ts';
import {
  cellProperties,
  placeholderRoots,
  scanPlaceholders,
  targetOf,
  unitProperties,
  type MatrixCell,
  type MatrixDocument,
  type PlaceholderTarget,
} from '../matrix/index.ts';
import { nearestName, type TemplateCatalog } from '../template/index.ts';
import { createPathOf, pathInText, type PathOf } from './conventional-path.ts';
import { createTextParser } from './expand.ts';
import type { LateProperty } from './late.ts';
import { indexCells, missingReference, referencedCell, variableValue, type CellIndex } from './references.ts';

/** A piece of a text that is being written. Offsets count UTF-16 units; the pieces follow each other without gaps. */
export type PreviewPart = { start: number; end: number } & (
  | { kind: 'literal'; text: string }
  /** What it stands for is known: a variable, or the path of a cell's file. */
  | { kind: 'known'; source: string; value: JsonValue }
  /** It is known once the cell has run; `value` when its present take already has it. */
  | { kind: 'late'; source: string; cell: CellKey; property: LateProperty; value: JsonValue | null }
  /** It cannot be resolved. `nearest` is the placeholder that was most likely meant. */
  | { kind: 'broken'; source: string; failure: FailureData; nearest: string | null }
);

/** What a preview asks of the outside. */
export interface PreviewLookUp {
  /** A property of a cell's picked take; null when there is none. */
  valueOf: (cell: CellKey, property: LateProperty) => JsonValue | null;
  /** Cells that a cell needs, for finding circles. */
  dependsOn: (cell: CellKey) => readonly CellKey[];
}

interface DocumentFacts {
  templates: TemplateCatalog;
  index: CellIndex;
  pathOf: PathOf;
}

const known = new WeakMap<MatrixDocument, DocumentFacts>();

/** Indexing takes a walk over all cells: once per version of the document, not once per key press. */
function factsOf(matrix: MatrixDocument, templates: TemplateCatalog): DocumentFacts {
  const present = known.get(matrix);
  if (present?.templates === templates) return present;
  const made = { templates, index: indexCells(matrix), pathOf: createPathOf(matrix, templates, createTextParser()) };
  known.set(matrix, made);
  return made;
}

/** Resolves the placeholders of a text as far as they can be now, each for itself: a broken one does not hide the others. */
export function previewText(
  text: string,
  cell: MatrixCell,
  document: { matrix: MatrixDocument; templates: TemplateCatalog },
  lookUp: PreviewLookUp,
): PreviewPart[] {
  const facts = factsOf(document.matrix, document.templates);
  return [...scanPlaceholders(text)].map(({ kind, start, end }): PreviewPart => {
    const source = text.slice(start, end);
    switch (kind) {
      case 'literal':
        return { kind: 'literal', start, end, text: source };
      case 'escape':
        return { kind: 'literal', start, end, text: '{{' };
      case 'unclosed':
        return { kind: 'broken', start, end, source, failure: unclosed(start), nearest: null };
      case 'placeholder':
        return { start, end, source, ...resolved(text, { start, end }, { cell, facts, lookUp }) };
    }
  });
}

function unclosed(start: number): FailureData {
  return new PlaceholderSyntaxError('unclosed', `A placeholder opened at character ${start + 1} is not closed.`, {
    hint: 'Close it with }} or write \\{{ for literal braces.',
    values: { position: start + 1 },
  }).toJSON();
}

interface Asker {
  cell: MatrixCell;
  facts: DocumentFacts;
  lookUp: PreviewLookUp;
}

type Resolved =
  | { kind: 'known'; value: JsonValue }
  | { kind: 'late'; cell: CellKey; property: LateProperty; value: JsonValue | null }
  | { kind: 'broken'; failure: FailureData; nearest: string | null };

function resolved(text: string, token: { start: number; end: number }, asker: Asker): Resolved {
  try {
    return valueOfTarget(targetOf(text, token), asker);
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    const failure = error.toJSON();
    return { kind: 'broken', failure, nearest: meant(text.slice(token.start, token.end), failure, asker) };
  }
}

function valueOfTarget(target: PlaceholderTarget, { cell, facts, lookUp }: Asker): Resolved {
  const { index, pathOf } = facts;
  if (target.kind !== 'cell') {
    const value = variableValue(target, cell, index.matrix);
    return value === undefined ? missingReference('unknown-variable', target.name, {}) : { kind: 'known', value };
  }
  const upstream = referencedCell(cell, target, index, {});
  const circle = wayBack(upstream.key, cell.key, lookUp);
  if (circle !== null) {
    throw new LayerDependencyError('cycle', `These cells wait for each other: ${circle}.`, {
      hint: 'Remove one of the references.',
      values: { path: circle },
    });
  }
  const { property } = target;
  if (property === 'path') return { kind: 'known', value: pathInText(pathOf(upstream)) };
  return { kind: 'late', cell: upstream.key, property, value: lookUp.valueOf(upstream.key, property) };
}

/** The circle that a reference to `from` closes, as `a → b → a`; null when it closes none. */
function wayBack(from: CellKey, to: CellKey, { dependsOn }: PreviewLookUp): string | null {
  const cameFrom = new Map<CellKey, CellKey | null>([[from, null]]);
  const open = [from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === to) {
      const way: CellKey[] = [];
      for (let at: CellKey | null = key; at !== null; at = cameFrom.get(at) ?? null) way.push(at);
      return [to, ...way.reverse()].join(' → ');
    }
    for (const next of dependsOn(key)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      open.push(next);
    }
  }
  return null;
}

/** Which word of a failure is wrong, and what could stand there. */
function meant(source: string, { kind, values }: FailureData, { cell, facts }: Asker): string | null {
  const { index } = facts;
  const { matrix } = index;
  const variables = source.includes('unit.vars') ? cell.unit.vars : (matrix.vars ?? {});
  const choices: Record<string, { word: string | number | undefined; names: readonly string[] }> = {
    'unknown-layer': { word: values.name, names: matrix.layers.map(({ name }) => name) },
    'unknown-variable': { word: values.name, names: Object.keys(variables) },
    'unknown-property': { word: values.property, names: cellProperties },
    'unknown-root': { word: values.root, names: placeholderRoots },
    malformed: { word: /^\{\{\s*unit\.(\w+)\s*\}\}$/.exec(source)?.[1], names: [...unitProperties, 'vars'] },
  };
  const { word, names } = choices[kind] ?? { word: values.name, names: [] };
  if (typeof word !== 'string' || word === '') return null;
  const nearest = kind === 'unknown-unit' ? index.nearestUnit(word) : nearestName(word, names);
  return nearest === null ? null : withWord(source, word, nearest);
}

/** A placeholder with one of its words replaced, where that stands whole. */
function withWord(source: string, word: string, nearest: string): string {
  const words = source.slice(2, -2).trim().split('.');
  const at = words.lastIndexOf(word);
  return `{{${words.map((each, index) => (index === at ? nearest : each)).join('.')}}}`;
}
