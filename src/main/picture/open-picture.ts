import { open, readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { PictureMediaType } from '../../shared/artifact/index.ts';
import { AssetDownloadError } from '../../shared/base/index.ts';

/** Pictures above this many pixels are refused: decoded they would take gigabytes. */
const maxPixels = 64 * 1024 * 1024;

// Everything but the three formats that Telar reads is blocked, also what a file pretends not to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'],
});
sharp.cache(false);

/** Opens a PNG, JPEG or WebP file. Throws AssetDownloadError for anything else. */
export async function openPicture(file: string): Promise<{ picture: Sharp; mediaType: PictureMediaType }> {
  const mediaType = await sniff(file);
  if (mediaType === null) throw notAPicture(file, 'the first bytes are of no PNG, JPEG or WebP file');
  // From memory: libvips would look at the file's name and may keep the file open.
  const picture = sharp(await readFile(file), { limitInputPixels: maxPixels, failOn: 'error' });
  return { picture, mediaType };
}

/** Runs an operation on a file's picture; what the decoder says becomes an AssetDownloadError. */
export async function decoding<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AssetDownloadError) throw error;
    throw notAPicture(file, error instanceof Error ? error.message : String(error));
  }
}

async function sniff(file: string): Promise<PictureMediaType | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
    if (bytesRead < 12) return null;
    if (buffer.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
    if (buffer.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
    const riff = buffer.toString('latin1', 0, 4) === 'RIFF' && buffer.toString('latin1', 8, 12) === 'WEBP';
    return riff ? 'image/webp' : null;
  } finally {
    await handle.close();
  }
}

function notAPicture(file: string, reason: string): Error {
  return new AssetDownloadError('not-an-image', `This is not a picture that Telar can read: ${reason}.`, {
    hint: 'Use a PNG, JPEG or WebP file of at most 64 megapixels.',
    place: { file },
    values: { reason },
  });
}
