import { rename } from 'node:fs/promises';
import {
  extensionOfMediaType,
  mediaTypeOfExtension,
  pictureMediaType,
  type AssetType,
} from '../../shared/artifact/index.ts';
import { AssetDownloadError } from '../../shared/base/index.ts';
import type { PictureProcess } from '../picture/index.ts';

interface InspectedMedia {
  mediaType: string;
  extension: string;
  width: number | null;
  height: number | null;
}

/**
 * Sniffs what a finished file really is. A picture in another picture format than its name asks for is converted in
 * place; another kind of media is an AssetDownloadError.
 */
export async function inspectMedia(
  file: string,
  assetType: AssetType,
  extension: string,
  picture: PictureProcess,
): Promise<InspectedMedia> {
  const wanted = mediaTypeOfExtension(extension);
  if (wanted === null) throw wrongType(file, extension);
  // Video, audio and text arrive with the engines that make them; until then nothing else can be published.
  if (assetType !== 'image') return { mediaType: wanted, extension, width: null, height: null };
  const target = pictureMediaType.safeParse(wanted);
  if (!target.success) throw wrongType(file, extension);
  const found = await picture.probe(file);
  if (found.mediaType !== target.data) {
    const converted = `${file}.converted`;
    await picture.convert(file, converted, target.data);
    await rename(converted, file);
  }
  return {
    mediaType: target.data,
    extension: extensionOfMediaType(target.data) ?? extension,
    width: found.width,
    height: found.height,
  };
}

function wrongType(file: string, extension: string): Error {
  return new AssetDownloadError('wrong-media-type', `A file of type ".${extension}" cannot hold this asset.`, {
    hint: 'Change the output format of the cell.',
    place: { file },
    values: { extension },
  });
}
