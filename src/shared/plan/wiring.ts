import { assetType, type AssetType } from '../artifact/index.ts';
import type { CellKey, JsonValue } from '../base/index.ts';
import {
  hasReference,
  referencedKey,
  referenceText,
  withoutReferences,
  withReference,
  type CellProperty,
  type MatrixCell,
  type MatrixDocument,
  type SingleEdit,
} from '../matrix/index.ts';
import {
  acceptsAsset,
  guessMedia,
  isFileParameter,
  parameterSchemas,
  type ModelTemplate,
  type ParameterSchema,
} from '../template/index.ts';

/** Where a cell takes in assets of one type, and by which parameters, in the template's order. */
export interface CellHandle {
  type: AssetType;
  parameters: string[];
}

/** The handles of a model, one for each type of asset that it can take in. */
export function inputHandles(template: ModelTemplate): CellHandle[] {
  return assetType.options.flatMap((type): CellHandle[] => {
    const parameters = parametersTaking(template, type);
    return parameters.length === 0 ? [] : [{ type, parameters }];
  });
}

/** Parameters that can hold a reference to a cell that makes such assets, in the template's order. */
export function parametersTaking(template: ModelTemplate, type: AssetType): string[] {
  const schemas = parameterSchemas(template);
  const last = Number.MAX_SAFE_INTEGER;
  const placeOf = (name: string): number => schemas[name]?.['x-order'] ?? last;
  return Object.keys(schemas)
    .filter((name) =>
      isFileParameter(template, name) ? takesFile(template, name, type) : takesText(schemas[name], type),
    )
    .sort((a, b) => placeOf(a) - placeOf(b));
}

function takesFile(template: ModelTemplate, name: string, type: AssetType): boolean {
  if (!acceptsAsset(template, name, type)) return false;
  const schema = parameterSchemas(template)[name];
  if (schema?.contentMediaType !== undefined || schema?.items?.contentMediaType !== undefined) return true;
  // The schema leaves the kind open: the name mostly tells it, and a wrong wire would only fail later.
  const guessed = guessMedia(name, schema?.description ?? '');
  return guessed === null || guessed === type;
}

function takesText(schema: ParameterSchema | undefined, type: AssetType): boolean {
  return type === 'text' && schema?.type === 'string' && schema.enum === undefined && schema.format === undefined;
}

/** How a reference goes into a parameter: in the place of its value, behind its text, or into its list. */
export type WireMode = 'replace' | 'append';

export interface WireChoice {
  parameter: string;
  mode: WireMode;
  /** The parameter has a value of its own or of its column that a replacement would push out. */
  isFilled: boolean;
}

/** The ways to let a cell read another; none where it takes no such asset, or reads it already wherever it could. */
export function wireChoices(
  matrix: MatrixDocument,
  reader: MatrixCell,
  source: MatrixCell,
  template: ModelTemplate,
): WireChoice[] {
  const isSource = meaning(matrix, reader, source.key);
  return inputChoices(reader, template, source.assetType).filter(
    ({ parameter }) => !hasReference(reader.parameters[parameter], isSource),
  );
}

/** The ways in which a cell could read one that is still to be made; by the parameters alone, in the template's order. */
export function inputChoices(reader: MatrixCell, template: ModelTemplate, type: AssetType): WireChoice[] {
  return parametersTaking(template, type).flatMap((parameter): WireChoice[] => {
    const value = reader.parameters[parameter];
    const isFilled = value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
    const replace: WireChoice = { parameter, mode: 'replace', isFilled };
    const append: WireChoice = { parameter, mode: 'append', isFilled };
    if (!isFilled) return [isList(template, parameter) ? append : replace];
    if (isFileParameter(template, parameter)) return isList(template, parameter) ? [append, replace] : [replace];
    return typeof value === 'string' ? [append, replace] : [replace];
  });
}

export interface Wire {
  reader: MatrixCell;
  source: MatrixCell;
  template: ModelTemplate;
  choice: Pick<WireChoice, 'parameter' | 'mode'>;
}

/** The edit that lets this cell alone read the other. */
export function wireCell({ reader, source, template, choice }: Wire): SingleEdit {
  const value = wiredValue(reader.parameters[choice.parameter], { reader, source, template, choice });
  const { unit, layer } = reader;
  return { type: 'set-cell-parameter', unit: unit.id, layer: layer.name, parameter: choice.parameter, value };
}

/** The edits that let every cell of the column read the other's column; the cell's own value goes. */
export function wireColumn(wire: Wire): SingleEdit[] {
  const { unit, layer } = wire.reader;
  const { parameter } = wire.choice;
  const value = wiredValue(layer.parameters[parameter], wire);
  return [
    { type: 'set-layer-parameter', layer: layer.name, parameter, value },
    { type: 'set-cell-parameter', unit: unit.id, layer: layer.name, parameter },
  ];
}

function wiredValue(value: JsonValue | undefined, { reader, source, template, choice }: Wire): JsonValue {
  const isFile = isFileParameter(template, choice.parameter);
  const property: CellProperty = isFile ? 'path' : 'text';
  const placeholder = referenceText(reader, source, property);
  if (isList(template, choice.parameter)) {
    return choice.mode === 'append' && Array.isArray(value) ? [...value, placeholder] : [placeholder];
  }
  return choice.mode === 'append' && typeof value === 'string' ? withReference(value, placeholder) : placeholder;
}

function isList(template: ModelTemplate, parameter: string): boolean {
  return parameterSchemas(template)[parameter]?.type === 'array';
}

/** What takes a reference away, from this cell alone and from its whole column. */
export interface Unwiring {
  cell: SingleEdit[];
  /** Empty where the column does not have the reference. */
  column: SingleEdit[];
}

/**
 * Takes exactly the references to `source` out of a cell's parameters. Where the column has it, the cell gets a value of
 * its own without it; an emptied value of the cell falls back to the column's only where that reads no other cell, so that
 * no reference appears in the place of the removed one.
 */
export function unwire(matrix: MatrixDocument, reader: MatrixCell, source: CellKey): Unwiring {
  const isSource = meaning(matrix, reader, source);
  const { unit, layer } = reader;
  const unwiring: Unwiring = { cell: [], column: [] };
  for (const [parameter, value] of Object.entries(reader.parameters)) {
    if (!hasReference(value, isSource)) continue;
    const rest = withoutReferences(value, isSource);
    const common = layer.parameters[parameter];
    const mayFallBack = !hasReference(common, ({ kind }) => kind === 'cell');
    const kept = rest ?? (mayFallBack ? undefined : emptied(common));
    const set = { type: 'set-cell-parameter', unit: unit.id, layer: layer.name, parameter } as const;
    unwiring.cell.push(kept === undefined ? set : { ...set, value: kept });
    if (common === undefined || !hasReference(common, isSource)) continue;
    const commonRest = withoutReferences(common, isSource);
    const setColumn = { type: 'set-layer-parameter', layer: layer.name, parameter } as const;
    unwiring.column.push(commonRest === undefined ? setColumn : { ...setColumn, value: commonRest });
    if (reader.ownParameters.includes(parameter)) unwiring.column.push(set);
  }
  return unwiring;
}

function emptied(value: JsonValue | undefined): JsonValue {
  return Array.isArray(value) ? [] : '';
}

function meaning(matrix: MatrixDocument, reader: MatrixCell, source: CellKey) {
  return (target: Parameters<typeof referencedKey>[2]): boolean => referencedKey(matrix, reader, target) === source;
}

/** Cells that may not read `source`, because it waits for them itself, and it too. */
export function cellsAbove(
  source: CellKey,
  dependsOn: (cell: CellKey) => readonly CellKey[] | undefined,
): ReadonlySet<CellKey> {
  const found = new Set<CellKey>();
  const open = [source];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    open.push(...(dependsOn(key) ?? []));
  }
  return found;
}

/** Cells that `reader` may not read, because they wait for it, and it too. */
export function cellsBelow(
  reader: CellKey,
  cells: Iterable<{ key: CellKey; dependsOn: readonly CellKey[] }>,
): ReadonlySet<CellKey> {
  const readersOf = new Map<CellKey, CellKey[]>();
  for (const { key, dependsOn } of cells) {
    for (const above of dependsOn) {
      const readers = readersOf.get(above);
      if (readers === undefined) readersOf.set(above, [key]);
      else readers.push(key);
    }
  }
  return cellsAbove(reader, (key) => readersOf.get(key));
}
