import { z } from 'zod';
import { ClipError, layerName, TelarError, unitId } from '../base/index.ts';
import { cellOverride, documentParts, layer } from './document.ts';
import { checkTextLimits } from './scan-text.ts';
import { lineAndColumn, placeOf, readTree, valueOfNode, type SourceTree } from './syntax-tree.ts';

const clipVersion = 1;

/** A row of a clip: only the cells that were copied. Its neighbours are named, for `prev_unit` and `next_unit`. */
const clipUnit = z.strictObject({
  id: unitId,
  title: documentParts.title.optional(),
  vars: documentParts.variables.default({}),
  previous: unitId.optional(),
  next: unitId.optional(),
  cells: z.record(layerName, cellOverride),
});
export type ClipUnit = z.output<typeof clipUnit>;

/** Copied cells with all they need to live in another document. References to layers are by name. */
export const cellClip = z.strictObject({
  telar_clip: z.literal(clipVersion),
  vars: documentParts.variables.optional(),
  layers: z.array(layer).min(1).max(200),
  units: z.array(clipUnit).min(1).max(10_000),
});
export type CellClip = z.output<typeof cellClip>;

/** Name of a clip on the system's clipboard where the text beside it is something else, such as a range of a table. */
export const clipType = 'application/x-telar-cells';

/** Text of a clip for the clipboard: JSON that people can read and send to each other. */
export function clipText(clip: CellClip): string {
  return `${JSON.stringify(clip, null, 2)}\n`;
}

/** Whether a text means to be a clip; it may still be a bad one. */
export function looksLikeClip(text: string): boolean {
  return text.trimStart().startsWith('{') && text.includes('"telar_clip"');
}

const source = 'clipboard';

/**
 * Reads a text from the clipboard, which anybody may have put there. Throws ClipError: `not-a-clip` for a foreign text,
 * else what is wrong with it and where.
 */
export function parseClip(text: string): CellClip {
  if (!looksLikeClip(text)) {
    throw new ClipError('not-a-clip', 'What is in the clipboard was not copied from a Telar matrix.', {
      hint: 'Copy cells first: select them and press Ctrl+C.',
    });
  }
  const tree = readClip(text);
  const parsed = cellClip.safeParse(valueOfNode(tree.root));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const pointer = (issue?.path ?? []).map(String).join('/');
    const where = lineAndColumn(placeOf(tree, issue?.path ?? []));
    throw malformed(`${pointer || 'clip'}: ${issue?.message ?? 'unknown problem'} (${where})`);
  }
  checkClip(parsed.data);
  return parsed.data;
}

/** The same limits as for a document: size, depth, keys, numbers. */
function readClip(text: string): SourceTree {
  try {
    checkTextLimits(text, source);
    return readTree(text, source);
  } catch (error) {
    if (error instanceof TelarError) throw malformed(error.message.replace(/\.$/, ''));
    throw error;
  }
}

/** What the schema cannot say: names are unique, and every cell has its layer. */
function checkClip({ layers, units }: CellClip): void {
  const names = new Set<string>(layers.map((each) => each.name));
  if (names.size < layers.length) throw malformed('a layer stands twice');
  if (new Set(units.map((each) => each.id)).size < units.length) throw malformed('a unit stands twice');
  for (const { cells } of units) {
    const missing = Object.keys(cells).find((name) => !names.has(name));
    if (missing !== undefined) throw malformed(`the layer "${missing}" is missing`);
  }
}

function malformed(reason: string): Error {
  return new ClipError('malformed', `The copied cells cannot be read: ${reason}.`, {
    hint: 'Copy the cells again. The document was not changed.',
    values: { reason },
  });
}
