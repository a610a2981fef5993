import { assetTypeOfMediaType, type AssetType } from '../../../shared/artifact/index.ts';
import { AssetDownloadError, MediaImportError } from '../../../shared/base/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import { checkText, probeMedia, withByteSource } from '../media/index.ts';

/** What a file of the user is by its content. */
export interface InputType {
  mediaType: string;
  assetType: AssetType;
  extension: string;
}

/** Media types that may be brought in, with the ending that their files get, whatever they were called. */
const extensions: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/webm': 'webm',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
};

/** Kinds of text keep their ending: it tells people how to read them. */
const textEndings = /\.(txt|md|json|csv|tsv|srt|vtt|yaml|yml)$/i;

/** The pictures that are decoded in part to see whether they are whole; a GIF is only looked at by its beginning. */
const decodedPictures = new Set(['image/png', 'image/jpeg', 'image/webp']);

/**
 * Finds out what a file is by its bytes, never by its name. Throws MediaImportError `unknown-type` for what no cell could
 * use, `damaged` for what cannot be read to its end. `name` is what the user called it, for texts and failures.
 */
export async function inputTypeOf(file: string, name: string, picture: PictureProcess): Promise<InputType> {
  try {
    const facts = await withByteSource(file, probeMedia);
    const mediaType = facts?.mediaType ?? '';
    if (mediaType === 'text/plain') {
      await checkText(file);
      return { mediaType, assetType: 'text', extension: textEndings.exec(name)?.[1]?.toLowerCase() ?? 'txt' };
    }
    const extension = extensions[mediaType];
    const assetType = assetTypeOfMediaType(mediaType);
    if (extension === undefined || assetType === null) throw unknownType(name);
    if (decodedPictures.has(mediaType)) await picture.probe(file);
    return { mediaType, assetType, extension };
  } catch (error) {
    throw error instanceof AssetDownloadError ? damaged(name, error) : error;
  }
}

function unknownType(name: string): Error {
  return new MediaImportError('unknown-type', `Telar cannot use "${name}": its content is nothing that it knows.`, {
    hint: 'Choose a picture (PNG, JPEG, WebP, GIF), a video (MP4, WebM), a sound (WAV, MP3, OGG, FLAC) or a text.',
    values: { file: name },
  });
}

function damaged(name: string, cause: Error): Error {
  return new MediaImportError('damaged', `"${name}" cannot be read: ${cause.message}`, {
    hint: 'Open it in another program and save it again, or choose another file.',
    values: { file: name, reason: cause.message.replace(/\.$/, '') },
    cause,
  });
}
