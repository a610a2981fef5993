import { open } from 'node:fs/promises';
import {
  factsOf,
  telarRecord,
  type PictureFacts,
  type PictureMediaType,
  type TelarRecord,
} from '../../../shared/artifact/index.ts';
import { MediaImportError } from '../../../shared/base/index.ts';
import { isErrno } from '../../platform/index.ts';
import { readExif } from './exif.ts';
import { readJpeg } from './jpeg-segments.ts';
import { pngSignature } from './png-chunks.ts';
import { readPngTexts, xmpKeyword } from './png-texts.ts';
import { readWebp } from './webp-chunks.ts';
import { readXmp } from './xmp.ts';

/** Largest picture whose notes are read. */
export const maxPictureBytes = 256 * 1024 * 1024;

/** What the file of a picture says of how it was made. */
export interface PictureMetadata {
  mediaType: PictureMediaType;
  /** Telar's own record; null in files of other programs. */
  record: TelarRecord | null;
  /** By program, Telar first. */
  facts: PictureFacts[];
  /** IPTC's word for what made it, such as `trainedAlgorithmicMedia`. */
  digitalSourceType: string | null;
  /** 1 to 8; 1 = as stored. */
  orientation: number;
  /** Every text that was found, by keyword. */
  texts: Map<string, string>;
}

/** Reads the notes of a picture file. Throws MediaImportError: unknown-type, damaged, too-large, interrupted. */
export async function readMetadata(file: string): Promise<PictureMetadata> {
  return metadataOf(await readPicture(file), file);
}

/** The bytes of a picture file that is not too large. */
export async function readPicture(file: string): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    const reason = isErrno(error, 'ENOENT')
      ? 'it is not there'
      : error instanceof Error
        ? error.message
        : String(error);
    throw new MediaImportError('interrupted', `${file} cannot be read: ${reason}.`, {
      hint: 'Check the path.',
      place: { file },
      values: { file },
      cause: error,
    });
  });
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw refused('unknown-type', file, 'is no file');
    if (status.size > maxPictureBytes) throw refused('too-large', file, 'is larger than 256 MB');
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Reads the notes in the bytes of a picture. */
export function metadataOf(bytes: Buffer, file: string): PictureMetadata {
  const mediaType = pictureTypeOf(bytes);
  if (mediaType === null) throw refused('unknown-type', file, 'is no PNG, JPEG or WebP');
  const raw = rawTexts(bytes, mediaType);
  if (raw === null) throw refused('damaged', file, 'is cut off or damaged');
  const { texts, exif, xmp } = raw;
  const block = exif === null ? null : readExif(exif);
  for (const [keyword, text] of block?.texts ?? []) if (!texts.has(keyword)) texts.set(keyword, text);
  const packet = xmp === null ? null : readXmp(xmp);
  if (packet?.record != null && !texts.has('telar')) texts.set('telar', packet.record);
  const record = telarRecord.safeParse(parsed(texts.get('telar')));
  return {
    mediaType,
    record: record.success ? record.data : null,
    facts: factsOf(texts),
    digitalSourceType: packet?.digitalSourceType ?? null,
    orientation: block?.orientation ?? 1,
    texts,
  };
}

/** What bytes are, by how they begin. */
export function pictureTypeOf(bytes: Buffer): PictureMediaType | null {
  if (bytes.subarray(0, 8).equals(pngSignature)) return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp && bytes.length >= 20 ? 'image/webp' : null;
}

interface RawTexts {
  texts: Map<string, string>;
  exif: Buffer | null;
  xmp: string | null;
}

function rawTexts(bytes: Buffer, mediaType: PictureMediaType): RawTexts | null {
  if (mediaType === 'image/png') {
    const png = readPngTexts(bytes);
    return png === null ? null : { ...png, xmp: png.texts.get(xmpKeyword) ?? null };
  }
  const found = mediaType === 'image/jpeg' ? readJpeg(bytes) : readWebp(bytes);
  return found === null ? null : { texts: new Map(), exif: found.exif, xmp: found.xmp };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A picture that cannot be used, with its name. */
export function refused(kind: 'unknown-type' | 'damaged' | 'too-large', file: string, why: string): Error {
  return new MediaImportError(kind, `${file} ${why}.`, {
    hint: 'Choose a picture in one of the formats PNG, JPEG and WebP.',
    place: { file },
    values: { file, reason: why, size: '256 MB' },
  });
}
