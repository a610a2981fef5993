import { basename } from 'node:path';
import { ParameterValidationError } from '../../shared/base/index.ts';
import type { Clock } from './clock.ts';
import { toPlanes } from './pixels.ts';
import type { RgbPixels } from './protocol.ts';
import { runComponent } from './run-component.ts';
import type { LoadedModel } from './sessions.ts';
import { runTiled, vaeTiles, type Planes } from './tiles.ts';

/** A picture as the encoder sees it: a distribution where the exporter gives one. */
export interface EncodedImage {
  /** The latents, scaled for the UNet; `noise` is standard normal and drawn only where the encoder gives a distribution. */
  sample(noise: () => Float32Array): Float32Array;
}

/** Encodes a picture, a large one tile by tile. Throws ParameterValidationError for a model without an encoder. */
export async function encodeImage(model: LoadedModel, image: RgbPixels, clock: Clock): Promise<EncodedImage> {
  const { factor, latentChannels, scalingFactor } = model.folder;
  const encode = (part: Planes): Promise<Planes> => encodePlanes(model, part, clock);
  const planes = { channels: 3, height: image.height, width: image.width, data: toPlanes(image) };
  const elements = (image.height / factor) * (image.width / factor);
  const tiles = vaeTiles(elements);
  const { data: latents } =
    tiles === null
      ? await encode(planes)
      : await runTiled(planes, { ...tiles, inputCell: factor, outputCell: 1 }, encode);
  const size = elements * latentChannels;
  return {
    sample(noise) {
      const sampled = latents.length === size ? latents : sampleDistribution(latents, size, noise());
      return sampled.map((value) => value * scalingFactor);
    },
  };
}

async function encodePlanes(model: LoadedModel, image: Planes, clock: Clock): Promise<Planes> {
  const { folder } = model;
  if (model.vaeEncoder === null) {
    throw new ParameterValidationError('invalid', `${basename(folder.path)} cannot start from a picture.`, {
      hint: 'It has no VAE encoder: remove the picture, or choose another model.',
      place: { parameter: 'image' },
      values: { parameter: 'image', model: basename(folder.path), reason: 'no VAE encoder' },
    });
  }
  const feeds = { sample: { data: image.data, dims: [1, image.channels, image.height, image.width] } };
  const output = ['latent_sample', 'latent_parameters', 'latent_dist'];
  const { data } = await runComponent(model, 'vae_encoder', feeds, { clock, output });
  const [height, width] = [image.height / folder.factor, image.width / folder.factor];
  return { channels: data.length / (height * width), height, width, data };
}

/** Newer exporters give mean and log-variance; the sample is drawn here. */
function sampleDistribution(parameters: Float32Array, size: number, noise: Float32Array): Float32Array {
  return noise.map((value, i) => {
    const logVariance = Math.min(20, Math.max(-30, parameters[size + i] ?? 0));
    return (parameters[i] ?? 0) + Math.exp(logVariance / 2) * value;
  });
}
