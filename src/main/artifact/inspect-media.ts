import { rename, rm } from 'node:fs/promises';
import {
  assetTypeOfMediaType,
  extensionOfMediaType,
  mediaTypeOfExtension,
  pictureMediaType,
  type AssetType,
  type PictureMediaType,
} from '../../shared/artifact/index.ts';
import { AssetDownloadError } from '../../shared/base/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { checkText, probeMedia, webPage, withByteSource, wrongMediaType, type MediaFacts } from './media/index.ts';

export interface InspectedMedia extends MediaFacts {
  extension: string;
  /** What arrived, where it had to be converted: its path and the extension of what it is. */
  original: { file: string; extension: string } | null;
}

/**
 * Finds out what a finished file really is. A picture in another picture format than its name asks for is converted in
 * place, and what arrived is kept beside it; any other media than the name asks for is an AssetDownloadError.
 */
export async function inspectMedia(
  file: string,
  assetType: AssetType,
  extension: string,
  picture: PictureProcess,
): Promise<InspectedMedia> {
  const wanted = mediaTypeOfExtension(extension);
  if (wanted === null || assetTypeOfMediaType(wanted) !== assetType) throw wrongName(file, extension);
  if (assetType === 'text') {
    await checkText(file);
    return { mediaType: wanted, extension, width: null, height: null, durationSeconds: null, original: null };
  }
  const found = await withByteSource(file, probeMedia);
  if (found?.mediaType === 'text/html') throw webPage(file);
  if (assetType === 'image') return inspectPicture(file, pictureMediaType.parse(wanted), found, picture);
  if (found?.mediaType !== wanted) throw wrongMediaType(file, found?.mediaType ?? 'of an unknown type', wanted);
  return { ...found, extension, original: null };
}

async function inspectPicture(
  file: string,
  wanted: PictureMediaType,
  found: MediaFacts | null,
  picture: PictureProcess,
): Promise<InspectedMedia> {
  if (found !== null && found.mediaType !== 'text/plain' && !pictureMediaType.safeParse(found.mediaType).success) {
    throw wrongMediaType(file, found.mediaType, wanted);
  }
  const { mediaType, width, height } = await picture.probe(file);
  const isConverted = mediaType !== wanted;
  return {
    mediaType: wanted,
    extension: extensionOf(wanted),
    width,
    height,
    durationSeconds: null,
    original: isConverted
      ? { file: await convertKeeping(file, wanted, picture), extension: extensionOf(mediaType) }
      : null,
  };
}

/** Converts in place; answers where the original lies now. */
async function convertKeeping(file: string, wanted: PictureMediaType, picture: PictureProcess): Promise<string> {
  const [converted, original] = [`${file}.converted`, `${file}.original`];
  try {
    await picture.convert(file, converted, wanted);
    await rename(file, original);
    await rename(converted, file);
    return original;
  } catch (error) {
    await rm(converted, { force: true });
    throw error;
  }
}

function extensionOf(mediaType: PictureMediaType): string {
  return extensionOfMediaType(mediaType) ?? mediaType.replace('image/', '');
}

function wrongName(file: string, extension: string): Error {
  return new AssetDownloadError('wrong-media-type', `A file of type ".${extension}" cannot hold this asset.`, {
    hint: 'Change the output format of the cell.',
    place: { file },
    values: { extension },
  });
}
