import { UsageError } from '../../../shared/base/index.ts';
import { parseMatrixDocument, type MatrixDocument } from '../../../shared/matrix/index.ts';
import { entriesText, jsonText } from './json-text.ts';
import type { LayersDict } from './engine-interface.ts';

/** What stands in messages in the place of a file name. */
const shownName = 'layersDict';

/**
 * Reads what a program passes as its units and layers. All forms go through the text of a file, so that every limit and
 * refusal of files holds here too. Throws MatrixFormatError, UsageError for another kind of value.
 */
export function readLayersDict(layersDict: LayersDict): MatrixDocument {
  return parseMatrixDocument(textOf(layersDict), shownName);
}

function textOf(layersDict: unknown): string {
  if (typeof layersDict === 'string') return layersDict;
  if (layersDict instanceof Map) return entriesText(pairsOf([...layersDict]));
  if (Array.isArray(layersDict)) return entriesText(pairsOf(layersDict));
  if (typeof layersDict === 'object' && layersDict !== null) return jsonText(layersDict);
  throw notUsable('it is neither a text nor a map, a list of pairs or an object');
}

function pairsOf(items: readonly unknown[]): [string, unknown][] {
  return items.map((item, index) => {
    if (Array.isArray(item) && item.length === 2 && typeof item[0] === 'string') return [item[0], item[1]];
    throw notUsable(`entry ${index} is no pair of a unit id and its layers`);
  });
}

function notUsable(reason: string): Error {
  return new UsageError('invalid', `This is no layersDict: ${reason}.`, {
    hint: 'Pass a Map, a list of [unit, layers] pairs, an object, or the text of a document.',
  });
}
