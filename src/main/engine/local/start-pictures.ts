import { ParameterValidationError } from '../../../shared/base/index.ts';
import type { GenerateRequest, RepaintMask } from '../../diffusion/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import type { DiffusionParameters } from './diffusion-parameters.ts';

type Starts = Pick<GenerateRequest, 'start' | 'mask' | 'maskFeather'>;

/**
 * The pictures that a job starts from, scaled and cropped to its size. Throws ParameterValidationError for a mask without
 * a picture, AssetDownloadError for a file that is no picture.
 */
export async function readStartPictures(
  { image, strength, mask, mask_feather: maskFeather }: DiffusionParameters,
  { size, model, picture }: { size: { width: number; height: number }; model: string; picture: PictureProcess },
): Promise<Starts> {
  if (image === undefined) {
    if (mask !== undefined) throw maskAlone(model);
    return { start: null, mask: null, maskFeather: 0 };
  }
  return {
    start: { image: await picture.decodeRgb(image, size), strength },
    mask: mask === undefined ? null : greyOf(await picture.decodeRgb(mask, size)),
    maskFeather,
  };
}

/** Brightness of each pixel: the mean of its colours. */
function greyOf({ width, height, data }: { width: number; height: number; data: Uint8Array }): RepaintMask {
  const grey = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(((data[i * 3] ?? 0) + (data[i * 3 + 1] ?? 0) + (data[i * 3 + 2] ?? 0)) / 3),
  );
  return { width, height, data: grey };
}

function maskAlone(model: string): Error {
  return new ParameterValidationError('missing', 'A mask belongs to a start picture.', {
    hint: 'Give the picture whose masked part is painted anew, or remove the mask.',
    place: { parameter: 'image' },
    values: { parameter: 'image', model },
  });
}
