import type { Clock } from './clock.ts';
import { embedGuidance, guide } from './guidance.ts';
import { concatenate, splitBatch, type LatentShape } from './latents.ts';
import { runComponent } from './run-component.ts';
import type { LoadedModel } from './sessions.ts';
import type { Values } from './tensors.ts';

export interface NoisePrediction {
  /** What the UNet is given of each picture: scaled latents, and for inpainting models what follows them. */
  inputs: readonly Float32Array[];
  shape: LatentShape;
  timestep: number;
  /** Text of all negative prompts, then of all prompts; of the prompts alone without guidance (`textFeeds`). */
  text: Readonly<Record<string, Values>>;
  /** Null without guidance by a negative prompt. */
  guidance: { scale: number; rescale: number } | null;
  /** Asked for by the user; a distilled UNet is told of it instead of being run twice. */
  guidanceScale: number;
}

/** What the UNet says of each picture, all of them in one run: with guidance once with and once without the prompt. */
export async function predictNoise(
  model: LoadedModel,
  { inputs, shape, timestep, text, guidance, guidanceScale }: NoisePrediction,
  clock: Clock,
): Promise<Float32Array[]> {
  const channels = (inputs[0]?.length ?? 0) / (shape.height * shape.width);
  const rows = guidance === null ? inputs : [...inputs, ...inputs];
  const feeds: Record<string, Values> = {
    sample: { data: concatenate(rows), dims: [rows.length, channels, shape.height, shape.width] },
    timestep: { data: [timestep], dims: [1] },
    ...text,
  };
  const { guidanceEmbedding: size } = model.folder;
  if (size !== null) {
    const embedding = embedGuidance(guidanceScale, size);
    feeds.timestep_cond = { data: concatenate(rows.map(() => embedding)), dims: [rows.length, size] };
  }
  const { data } = await runComponent(model, 'unet', feeds, { clock, output: ['out_sample', 'sample'] });
  const each = splitBatch(data, rows.length);
  if (guidance === null) return each;
  const negatives = each.slice(0, inputs.length);
  const positives = each.slice(inputs.length);
  return negatives.map((negative, i) => guide(negative, positives[i] ?? negative, guidance));
}
