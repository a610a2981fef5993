import type { Clock } from './clock.ts';
import type { LatentShape } from './latents.ts';
import { toPixels } from './pixels.ts';
import type { RgbPixels } from './protocol.ts';
import { runComponent } from './run-component.ts';
import type { LoadedModel } from './sessions.ts';
import { runTiled, vaeTiles, type Planes } from './tiles.ts';

/** The picture of finished latents; of a large one tile by tile. */
export async function decodeLatents(
  model: LoadedModel,
  latents: Float32Array,
  shape: LatentShape,
  clock: Clock,
): Promise<RgbPixels> {
  const { scalingFactor, factor } = model.folder;
  const scaled = { ...shape, data: latents.map((value) => value / scalingFactor) };
  const decode = (part: Planes): Promise<Planes> => decodePlanes(model, part, clock);
  const tiles = vaeTiles(shape.height * shape.width);
  const { data, width, height } =
    tiles === null
      ? await decode(scaled)
      : await runTiled(scaled, { ...tiles, inputCell: 1, outputCell: factor }, decode);
  return toPixels(data, width, height);
}

async function decodePlanes(model: LoadedModel, latents: Planes, clock: Clock): Promise<Planes> {
  const { channels, height, width, data } = latents;
  const feeds = { latent_sample: { data, dims: [1, channels, height, width] } };
  const planes = await runComponent(model, 'vae_decoder', feeds, { clock, output: ['sample'] });
  const { factor } = model.folder;
  return { channels: 3, height: height * factor, width: width * factor, data: planes.data };
}
