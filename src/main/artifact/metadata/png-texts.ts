import { inflateSync } from 'node:zlib';
import { readPngChunks, writePngChunks, type PngChunk } from './png-chunks.ts';

/** Longest text that is unpacked from a file: a small chunk could unpack to gigabytes. */
const maxTextBytes = 8 * 1024 * 1024;

/** Chunks that say how a picture was made or who made it; the others are about its pixels. */
const tellingChunks: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'caBX']);

/** Keyword of the XMP packet in a PNG. */
export const xmpKeyword = 'XML:com.adobe.xmp';

/** Texts of a PNG by keyword, and its EXIF block; of two with one keyword the first counts. Null for a damaged file. */
export function readPngTexts(bytes: Buffer): { texts: Map<string, string>; exif: Buffer | null } | null {
  const chunks = readPngChunks(bytes);
  if (chunks === null) return null;
  const texts = new Map<string, string>();
  for (const chunk of chunks) {
    const entry = textOf(chunk);
    if (entry !== null && !texts.has(entry.keyword)) texts.set(entry.keyword, entry.text);
  }
  return { texts, exif: chunks.find(({ type }) => type === 'eXIf')?.data ?? null };
}

/**
 * A PNG with these texts, before its pixels, where every reader looks. Older texts of the same keywords go; with
 * `dropOthers` everything that tells of the picture's origin does. Null for a damaged file.
 */
export function writePngTexts(
  bytes: Buffer,
  texts: ReadonlyMap<string, string>,
  { dropOthers }: { dropOthers: boolean },
): Buffer | null {
  const chunks = readPngChunks(bytes);
  if (chunks === null) return null;
  const kept = chunks.filter((chunk) => {
    if (dropOthers && tellingChunks.has(chunk.type)) return false;
    const entry = textOf(chunk);
    return entry === null || !texts.has(entry.keyword);
  });
  const before = kept.findIndex(({ type }) => type === 'IDAT');
  const added = [...texts].map(([keyword, text]) => internationalText(keyword, text));
  return writePngChunks([...kept.slice(0, before), ...added, ...kept.slice(before)]);
}

/** Uncompressed iTXt: any language, and no reader that knows iTXt fails on it. */
function internationalText(keyword: string, text: string): PngChunk {
  // Keyword, 0, not compressed, method 0, no language, no translated keyword, text.
  const data = Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.from([0, 0, 0, 0, 0]), Buffer.from(text, 'utf8')]);
  return { type: 'iTXt', data };
}

function textOf({ type, data }: PngChunk): { keyword: string; text: string } | null {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return null;
  const end = data.indexOf(0);
  if (end < 1) return null;
  const keyword = data.toString('latin1', 0, end);
  if (type === 'tEXt') return { keyword, text: data.toString('latin1', end + 1) };
  if (type === 'zTXt') {
    const unpacked = unpack(data.subarray(end + 2));
    return unpacked === null ? null : { keyword, text: unpacked.toString('latin1') };
  }
  const isPacked = data[end + 1] === 1;
  const language = data.indexOf(0, end + 3);
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1);
  if (translated === -1) return null;
  const body = data.subarray(translated + 1);
  const content = isPacked ? unpack(body) : body;
  return content === null ? null : { keyword, text: content.toString('utf8') };
}

/** Null for what cannot be unpacked, or is larger than any text should be. */
function unpack(data: Buffer): Buffer | null {
  try {
    return inflateSync(data, { maxOutputLength: maxTextBytes });
  } catch {
    return null;
  }
}
