import { withByteSource, type ByteSource } from './byte-source.ts';
import { isFrameHeader } from './mp3-frame.ts';

/** Bytes at the beginning of a file that tell what it is. */
export const sniffedBytes = 512;

const isoBrands: Record<string, string> = {
  'qt  ': 'video/quicktime',
  avif: 'image/avif',
  heic: 'image/heic',
  mif1: 'image/heic',
};

/** Beginnings of files: the media type, and the text that stands at an offset. */
const magic: [string, number, string][] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['audio/mpeg', 0, 'ID3'],
  ['video/webm', 0, '\x1a\x45\xdf\xa3'],
];

/**
 * Media type by the first bytes of a file, never by its name; null for bytes that belong to nothing Telar knows. A sound
 * in an MP4 or WebM file counts as video here: only the tracks tell.
 */
export function sniffMediaType(head: Uint8Array): string | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, sniffedBytes));
  const text = bytes.toString('latin1');
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'audio/wav';
  if (text.slice(4, 8) === 'ftyp') return isoBrands[text.slice(8, 12)] ?? 'video/mp4';
  const found = magic.find(([, offset, beginning]) => text.startsWith(beginning, offset));
  if (found !== undefined) return found[0];
  if (isFrameHeader(bytes)) return 'audio/mpeg';
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|title)\b/i.test(text)) return 'text/html';
  return isPlainText(bytes) ? 'text/plain' : null;
}

/** Media type of a file's first bytes; see {@link sniffMediaType}. */
export async function sniffSource(source: ByteSource): Promise<string | null> {
  return sniffMediaType(await source.readUpTo(0, sniffedBytes));
}

/** Media type of a picture, video or sound by the file's content, never by its name; null for any other file. */
export async function mediaTypeOfFile(file: string): Promise<string | null> {
  const mediaType = await withByteSource(file, sniffSource);
  return mediaType !== null && /^(?:image|video|audio)\//.test(mediaType) ? mediaType : null;
}

function isPlainText(bytes: Buffer): boolean {
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false;
  try {
    // `stream`: the piece may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
