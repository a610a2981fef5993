import { assetTypeOfMediaType, mediaTypeOfExtension, type AssetType } from '../../artifact/index.ts';
import type { JsonObject, JsonValue } from '../../base/index.ts';
import type { AddNote } from './import-note.ts';
import { isJsonObject } from './resolve-schema.ts';

/** What a model makes, as far as its schema and its example tell. */
export interface ImportedOutput {
  /** Null when nothing tells: the user has to say. */
  assetType: AssetType | null;
  /** Extension of the file of the example; null for the usual one. */
  extension: string | null;
}

type Shape = 'file' | 'text' | 'unclear';

/**
 * What a model makes. Shapes of the 3,808 models looked at: lists of addresses 2,257, one address 762, a text 244, a text
 * in pieces (`x-cog-array-display: concatenate`) 223, objects 94, and some that say nothing. Addresses tell their kind by
 * the example's extension, and without an example by the words of the model's name and description.
 */
export function guessOutput(
  schema: JsonObject,
  example: JsonValue | undefined,
  words: string,
  add: AddNote,
): ImportedOutput {
  const shape = shapeOf(schema, example);
  if (shape === 'text') {
    if (schema.type !== 'string' && schema['x-cog-array-display'] === undefined) add('output-structure');
    return { assetType: 'text', extension: null };
  }
  const [address] = addressesIn(example);
  if (address !== undefined) {
    const extension = extensionOf(address);
    const mediaType = extension === null ? null : mediaTypeOfExtension(extension);
    const assetType = mediaType === null ? null : assetTypeOfMediaType(mediaType);
    if (assetType !== null) {
      add('output-from-example', null, extension);
      return { assetType, extension: extension === 'jpeg' ? 'jpg' : extension };
    }
    if (extension !== null) {
      add('output-unsupported', null, extension);
      return { assetType: null, extension: null };
    }
  }
  const guessed = guessByWords(words);
  add('output-guessed', null, guessed);
  return { assetType: guessed, extension: null };
}

function shapeOf(schema: JsonObject, example: JsonValue | undefined): Shape {
  if (schema['x-cog-array-display'] === 'concatenate') return 'text';
  if (mentionsFile(schema, 0)) return 'file';
  // A text of which the example is one address: a file all the same (a hundred models declare no format).
  const found = addressesIn(example);
  if (found.length > 0) return 'file';
  const isSilent = Object.keys(schema).every((key) => key === 'title' || key === 'description');
  if (isSilent && (example === undefined || example === null)) return 'unclear';
  return 'text';
}

function mentionsFile(schema: JsonValue | undefined, depth: number): boolean {
  if (depth > 6 || !isJsonObject(schema)) return false;
  if (schema.format === 'uri') return true;
  if (mentionsFile(schema.items, depth + 1)) return true;
  const alternatives = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  const properties = isJsonObject(schema.properties) ? Object.values(schema.properties) : [];
  return [...alternatives, ...properties].some((each) => mentionsFile(each, depth + 1));
}

/** Strings of an example that are an address as a whole; a text that only mentions one is a text. */
function addressesIn(value: JsonValue | undefined, depth = 0): string[] {
  if (typeof value === 'string') return /^https?:\/\/\S+$/.test(value) ? [value] : [];
  if (value === undefined || depth > 6) return [];
  const inner = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  return inner.flatMap((each) => addressesIn(each, depth + 1));
}

function extensionOf(address: string): string | null {
  const path = address.split(/[?#]/)[0] ?? '';
  return /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? null;
}

const kinds: readonly (readonly [AssetType, RegExp])[] = [
  ['video', /video|animate|film|movie/],
  ['audio', /audio|music|speech|voice|sound|tts|song/],
  ['text', /caption|transcri|whisper|\bllm\b|\bocr\b|text-generation|chat/],
  ['image', /image|photo|picture|diffusion|upscal|portrait|inpaint|sdxl|flux|paint|draw/],
];

function guessByWords(words: string): AssetType | null {
  const plain = words.toLowerCase();
  return kinds.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}
