import type { z } from 'zod';
import { MatrixFormatError, type JsonObject } from '../base/index.ts';
import { checkNames, type NamePlaces } from './check-names.ts';
import { documentVersion, matrixDocument, type MatrixDocument } from './document.ts';
import { isLayersDict, layersDictPath, layersDictValue } from './layers-dict.ts';
import { migrateDocument } from './migrations.ts';
import { checkTextLimits } from './scan-text.ts';
import { entriesOf, lineAndColumn, placeOf, readTree, valueOfNode, type SourceTree } from './syntax-tree.ts';

type PathInSource = (path: readonly PropertyKey[]) => readonly PropertyKey[];

/**
 * Reads the text of a document: the native form, an older version of it, or the seeds' plain `layers_dict`. A byte order
 * mark and CRLF are accepted. Throws MatrixFormatError naming line and column (from 1). Size, depth and number of cells
 * are checked before parsing; keys, numbers and halves of characters on the syntax tree, before a plain object could
 * hide them.
 */
export function parseMatrixDocument(text: string, file: string): MatrixDocument {
  checkTextLimits(text, file);
  const source = readTree(text.startsWith('\uFEFF') ? text.slice(1) : text, file);
  return isLayersDict(source.root) ? readLayersDict(source) : readNative(source);
}

function readNative(source: SourceTree): MatrixDocument {
  const value = valueOfNode(source.root);
  const version = versionOf(value);
  if (version !== null && version > documentVersion) throw newerVersion(version, source.file);
  // Version 0 is the plain form, which is known by its shape; a native document that says 0 is refused by the schema.
  return finish(source, value, Math.max(1, version ?? documentVersion), (path) => path);
}

function readLayersDict(source: SourceTree): MatrixDocument {
  return finish(source, layersDictValue(source), 0, (path) => layersDictPath(source, path));
}

/** Migrates and checks; `inSource` turns paths of the value into paths of the text. */
function finish(source: SourceTree, value: unknown, version: number, inSource: PathInSource): MatrixDocument {
  const migrated = isObject(value) ? migrateDocument(value, version) : { value };
  if ('error' in migrated) throw schemaFailure(source, migrated.error, inSource);
  const parsed = matrixDocument.safeParse(migrated.value);
  if (!parsed.success) throw schemaFailure(source, parsed.error, inSource);
  const places: NamePlaces = (list, index) =>
    placeOf(source, inSource([list, index, list === 'units' ? 'id' : 'name']));
  checkNames(parsed.data, places);
  return parsed.data;
}

function schemaFailure(source: SourceTree, error: z.ZodError, inSource: PathInSource): Error {
  const issue = error.issues[0];
  const path = inSource(issue?.path ?? []);
  const place = placeOf(source, path);
  const pointer = path.map(String).join('/');
  const reason = issue?.message ?? 'unknown problem';
  return new MatrixFormatError('schema', `${pointer || 'document'}: ${reason} (${lineAndColumn(place)}).`, {
    hint: 'Correct this value in the file. The file was not changed.',
    place: { ...place, pointer: `/${pointer}` },
    values: { pointer, reason, line: place.line ?? 1, column: place.column ?? 1 },
  });
}

/**
 * What can be shown of a document of a newer version: its title, and the layers and units that this version understands.
 * Null where that is nothing, or where the document is of no newer version. For reading only: it would lose the rest.
 */
export function readNewerDocument(text: string, file: string): MatrixDocument | null {
  checkTextLimits(text, file);
  const source = readTree(text.startsWith('\uFEFF') ? text.slice(1) : text, file);
  const value = valueOfNode(source.root);
  const version = versionOf(value);
  if (version === null || version <= documentVersion || !isObject(value)) return null;
  const { layers, units } = value;
  if (!Array.isArray(layers) || !Array.isArray(units)) return null;
  const { layer, unit } = { layer: matrixDocument.shape.layers.element, unit: matrixDocument.shape.units.element };
  const shown = {
    telar: documentVersion,
    ...Object.fromEntries(
      entriesOf(source.root).flatMap(([key]) =>
        (key === 'title' || key === 'output_dir') && typeof value[key] === 'string' ? [[key, value[key]]] : [],
      ),
    ),
    layers: layers.filter((each) => layer.safeParse(each).success),
    units: units.filter((each) => unit.safeParse(each).success),
  };
  const parsed = matrixDocument.safeParse(shown);
  if (!parsed.success || (parsed.data.layers.length === 0 && layers.length > 0)) return null;
  return parsed.data;
}

function versionOf(value: unknown): number | null {
  return isObject(value) && typeof value.telar === 'number' ? value.telar : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function newerVersion(version: number, file: string): Error {
  return new MatrixFormatError('newer-version', `This document was made by a newer Telar (format ${version}).`, {
    hint: 'Update Telar to edit it. The file was not changed.',
    place: { file },
    values: { version },
  });
}
