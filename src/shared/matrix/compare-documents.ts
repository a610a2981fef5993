import { z } from 'zod';
import type { MatrixDocument } from './document.ts';

/** One value that differs, in words as the file has them; null where one side has none. */
const changedField = z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** Something that two versions of a document have differently. */
export const documentDifference = z.object({
  part: z.enum(['document', 'layer', 'unit', 'cell']),
  /** Layer name, unit id or cell key; empty for the document itself. */
  name: z.string(),
  change: z.enum(['added', 'removed', 'moved', 'changed']),
  fields: z.array(changedField),
});
export type DocumentDifference = z.output<typeof documentDifference>;

type Part = DocumentDifference['part'];
type Values = Readonly<Record<string, unknown>>;

/** Characters of a value that are worth reading in a comparison. */
const maxValueLength = 240;

/** What differs between two versions of a document, in the order of the newer one. The view counts as one field. */
export function compareDocuments(before: MatrixDocument, after: MatrixDocument): DocumentDifference[] {
  const own = ({ layers: _layers, units: _units, ...rest }: MatrixDocument): Values => rest;
  const cells = ({ units }: MatrixDocument): Values =>
    Object.fromEntries(units.flatMap((unit) => Object.entries(unit.cells).map(([k, v]) => [`${unit.id}/${k}`, v])));
  const withoutCells = ({ units }: MatrixDocument) => units.map(({ cells: _cells, ...unit }) => unit);
  return [
    ...changedPart('document', '', own(before), own(after), ['vars', 'settings']),
    ...compareLists('layer', before.layers, after.layers, (layer) => layer.name, ['parameters']),
    ...compareLists('unit', withoutCells(before), withoutCells(after), (unit) => unit.id, ['vars']),
    ...compareCells(before, after, cells(before), cells(after)),
  ];
}

function compareLists<T extends Values>(
  part: Part,
  before: readonly T[],
  after: readonly T[],
  nameOf: (item: T) => string,
  deep: readonly string[],
): DocumentDifference[] {
  const old = new Map(before.map((item) => [nameOf(item), item]));
  const kept = new Set(after.map(nameOf));
  const order = before.map(nameOf).filter((name) => kept.has(name));
  let place = 0;
  const found = after.flatMap((item): DocumentDifference[] => {
    const name = nameOf(item);
    const other = old.get(name);
    if (other === undefined) return [{ part, name, change: 'added', fields: [] }];
    const isMoved = order[place++] !== name;
    const moved: DocumentDifference[] = isMoved ? [{ part, name, change: 'moved', fields: [] }] : [];
    return [...moved, ...changedPart(part, name, other, item, deep)];
  });
  const gone = before.filter((item) => !kept.has(nameOf(item)));
  return [...found, ...gone.map((item) => ({ part, name: nameOf(item), change: 'removed' as const, fields: [] }))];
}

/** Cells of units that both versions have: those of a new or removed unit come and go with it. */
function compareCells(
  before: MatrixDocument,
  after: MatrixDocument,
  old: Values,
  present: Values,
): DocumentDifference[] {
  const had = new Set<string>(before.units.map((unit) => unit.id));
  const has = new Set<string>(after.units.map((unit) => unit.id));
  const isInBoth = (key: string): boolean => {
    const unit = key.slice(0, key.indexOf('/'));
    return had.has(unit) && has.has(unit);
  };
  return [...new Set([...Object.keys(present), ...Object.keys(old)])]
    .filter(isInBoth)
    .flatMap((key): DocumentDifference[] => {
      const [left, right] = [old[key], present[key]];
      if (left === null || right === null) {
        if (left === right) return [];
        return [{ part: 'cell', name: key, change: right === null ? 'removed' : 'added', fields: [] }];
      }
      return changedPart('cell', key, asValues(left), asValues(right), ['parameters']);
    });
}

function asValues(value: unknown): Values {
  return typeof value === 'object' && value !== null ? (value as Values) : {};
}

function changedPart(
  part: Part,
  name: string,
  before: Values,
  after: Values,
  deep: readonly string[],
): DocumentDifference[] {
  const fields = changedFields(before, after, deep);
  return fields.length === 0 ? [] : [{ part, name, change: 'changed', fields }];
}

function changedFields(before: Values, after: Values, deep: readonly string[]): DocumentDifference['fields'] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const [left, right] = [before[name], after[name]];
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    if (deep.includes(name)) return changedFields(asValues(left), asValues(right), []);
    return [{ name, before: textOf(left), after: textOf(right) }];
  });
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}
