import { formatInfotext, type TelarRecord } from '../../../shared/artifact/index.ts';
import { writeExif } from './exif.ts';
import { writeJpeg } from './jpeg-segments.ts';
import { writePngTexts, xmpKeyword } from './png-texts.ts';
import { metadataOf, refused } from './read-metadata.ts';
import { writeWebp } from './webp-chunks.ts';
import { writeXmp, type DigitalSource } from './xmp.ts';

/** What a picture is given to say of itself. */
export interface MetadataToWrite {
  record: TelarRecord;
  source: DigitalSource;
  /** Pixels; a WebP of the simple kind has to be told its own. */
  size: { width: number; height: number };
}

/** A picture with its notes. */
export interface WrittenPicture {
  bytes: Buffer;
  /** False: the notes are too long for the format, and the file says only that a model made it. */
  isComplete: boolean;
}

/**
 * The same picture with Telar's record, the text that other programs read and IPTC's mark. The pixels stay as they are,
 * byte for byte. Of a share-safe record nothing else that the file said before is kept. Throws MediaImportError.
 */
export function withMetadata(bytes: Buffer, file: string, { record, source, size }: MetadataToWrite): WrittenPicture {
  const { mediaType, orientation } = metadataOf(bytes, file);
  const json = JSON.stringify(record);
  const infotext = formatInfotext(record.facts, loraHashes(record));
  const options = { dropOthers: record.shareSafe };
  if (mediaType === 'image/png') {
    const texts = new Map([
      ['parameters', infotext],
      ['telar', json],
      [xmpKeyword, writeXmp(source, null)],
    ]);
    return { bytes: whole(writePngTexts(bytes, texts, options), file), isComplete: true };
  }
  const notes = { exif: writeExif(infotext, orientation), xmp: writeXmp(source, json) };
  if (mediaType === 'image/webp') {
    return { bytes: whole(writeWebp(bytes, notes, size, options), file), isComplete: true };
  }
  const written = writeJpeg(bytes, notes, options);
  if (written !== 'too-long') return { bytes: whole(written === 'damaged' ? null : written, file), isComplete: true };
  const short = { exif: writeExif('', orientation), xmp: writeXmp(source, null) };
  const marked = writeJpeg(bytes, short, options);
  return { bytes: whole(marked === 'damaged' || marked === 'too-long' ? null : marked, file), isComplete: false };
}

function loraHashes({ files }: TelarRecord): Map<string, string> {
  return new Map(
    Object.entries(files).flatMap(([name, content]) =>
      name.startsWith('lora:') ? [[name.slice('lora:'.length), content.replace(/^sha256:/, '')]] : [],
    ),
  );
}

function whole(bytes: Buffer | null, file: string): Buffer {
  if (bytes !== null) return bytes;
  throw refused('damaged', file, 'is cut off or damaged');
}
