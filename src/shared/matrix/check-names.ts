import { MatrixFormatError, type FailurePlace } from '../base/index.ts';
import { defaultOutputDir, type MatrixDocument } from './document.ts';
import { deviceNames, maxPathLength } from './limits.ts';
import { checkCellCount } from './scan-text.ts';
import { lineAndColumn } from './syntax-tree.ts';

/** Says where the name of a unit or a layer stands in the source text; counted only for a failure. */
export type NamePlaces = (list: 'units' | 'layers', index: number) => FailurePlace;

const noPlaces: NamePlaces = (list, index) => ({ pointer: `/${list}/${index}` });

/**
 * Refuses what no file system would take: names that are devices, that differ only in case or in how a letter is
 * composed, or that make a path too long. Also more cells than allowed. Throws MatrixFormatError.
 */
export function checkNames(matrix: MatrixDocument, placeOf: NamePlaces = noPlaces): void {
  checkCellCount(matrix.units.length * matrix.layers.length, {});
  checkList(
    'units',
    matrix.units.map((each) => each.id),
    placeOf,
  );
  checkList(
    'layers',
    matrix.layers.map((each) => each.name),
    placeOf,
  );
  checkPathLengths(matrix, placeOf);
}

function checkList(list: 'units' | 'layers', names: readonly string[], placeOf: NamePlaces): void {
  const seen = new Map<string, number>();
  names.forEach((name, index) => {
    if (deviceNames.test(name)) {
      throw new MatrixFormatError('reserved-name', `"${name}" is a reserved file name on Windows.`, {
        hint: 'Choose another name.',
        place: placeOf(list, index),
        values: { name },
      });
    }
    const earlier = seen.get(foldedName(name));
    if (earlier !== undefined) {
      const place = placeOf(list, index);
      const [first, second] = [placeOf(list, earlier), place].map(describePlace);
      throw new MatrixFormatError('duplicate-id', `"${name}" stands twice: ${first ?? ''} and ${second ?? ''}.`, {
        hint: 'Give each its own name; upper and lower case count as the same.',
        place,
        values: { name, first: first ?? '', second: second ?? '' },
      });
    }
    seen.set(foldedName(name), index);
  });
}

/** What file systems of macOS and Windows take a name for. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function describePlace(place: FailurePlace): string {
  return place.line === undefined ? (place.pointer ?? '') : lineAndColumn(place);
}

function checkPathLengths(matrix: MatrixDocument, placeOf: NamePlaces): void {
  const folder = matrix.output_dir ?? defaultOutputDir;
  // The longest asset types and extensions have five letters.
  const suffix = `_layer${Math.max(0, matrix.layers.length - 1)}_image.00000`.length;
  matrix.units.forEach(({ id }, index) => {
    const length = folder.length + 1 + id.length + suffix;
    if (length <= maxPathLength) return;
    throw new MatrixFormatError('path-too-long', `The files of "${id}" would have paths of ${length} characters.`, {
      hint: `Shorten output_dir or the id: ${maxPathLength} characters are allowed.`,
      place: placeOf('units', index),
      values: { name: id, length },
    });
  });
}
