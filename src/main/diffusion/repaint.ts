import { basename } from 'node:path';
import { ParameterValidationError } from '../../shared/base/index.ts';
import type { Clock } from './clock.ts';
import { encodeImage, type EncodedImage } from './encode-image.ts';
import { blankMasked, composite, featherMask, latentMask } from './mask.ts';
import { unreadableModel } from './model-folder.ts';
import type { GenerateRequest, RgbPixels } from './protocol.ts';
import type { LoadedModel } from './sessions.ts';
import { fixedDimensions } from './tensors.ts';

/** What a repaint job needs of its mask and picture, made once for all pictures of the request. */
export interface Repaint {
  /** One value a latent element: 1 is repainted. */
  mask: Float32Array;
  /** The picture without the masked parts, for models that were trained to look at it; null for all others. */
  masked: EncodedImage | null;
  /** Puts what was painted into the original. */
  finish(image: RgbPixels): RgbPixels;
}

/**
 * Prepares inpainting; null where no mask is given. Throws ParameterValidationError for a mask without a picture, or a
 * model that can do nothing else than repaint without either.
 */
export async function prepareRepaint(
  model: LoadedModel,
  { start, mask, maskFeather, width, height }: GenerateRequest,
  clock: Clock,
): Promise<Repaint | null> {
  const needsMask = isInpaintingModel(model);
  if (start === null || mask === null) {
    if (needsMask) throw missing(model, start === null ? 'image' : 'mask');
    if (mask !== null) throw missing(model, 'image');
    return null;
  }
  const alpha = featherMask(mask, maskFeather);
  const masked = needsMask ? await encodeImage(model, blankMasked(start.image, alpha), clock) : null;
  return {
    mask: latentMask(alpha, { width, height, factor: model.folder.factor }),
    masked,
    finish: (image) => composite(start.image, image, alpha),
  };
}

/** Whether the UNet takes a mask and a masked picture besides the latents. */
function isInpaintingModel({ folder, unet }: LoadedModel): boolean {
  const channels = fixedDimensions(unet, 'sample')[1] ?? folder.latentChannels;
  if (channels === folder.latentChannels) return false;
  if (channels === 2 * folder.latentChannels + 1) return true;
  const reason = `it takes ${channels} channels where the latents have ${folder.latentChannels}`;
  throw unreadableModel(folder.path, 'unet/model.onnx', reason, null);
}

function missing({ folder }: LoadedModel, parameter: 'image' | 'mask'): Error {
  const name = basename(folder.path);
  return new ParameterValidationError('missing', `Repainting with ${name} needs a picture and a mask.`, {
    hint:
      parameter === 'image' ? 'Give the picture whose masked part is repainted.' : 'Give a mask: white is repainted.',
    place: { parameter },
    values: { parameter, model: name },
  });
}
