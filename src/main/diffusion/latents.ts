import { basename } from 'node:path';
import { ParameterValidationError } from '../../shared/base/index.ts';
import type { GenerateRequest } from './protocol.ts';
import type { LoadedModel } from './sessions.ts';
import { fixedDimensions } from './tensors.ts';

/** Size of one picture's latents. */
export interface LatentShape {
  channels: number;
  height: number;
  width: number;
}

/** Numbers in the latents of one picture. */
export function latentSize({ channels, height, width }: LatentShape): number {
  return channels * height * width;
}

/** Shape of the latents of a picture of this size in pixels. Throws ParameterValidationError for one the model cannot make. */
export function latentShape(
  { folder, unet, vaeDecoder }: LoadedModel,
  { width, height }: Pick<GenerateRequest, 'width' | 'height'>,
): LatentShape {
  // Exporters may have fixed the size in either of them.
  const fixed = [fixedDimensions(vaeDecoder, 'latent_sample'), fixedDimensions(unet, 'sample')];
  const fits = (edge: number, dimension: number): boolean =>
    edge > 0 &&
    edge % (folder.sizeStep ?? folder.factor) === 0 &&
    fixed.every((dims) => (dims[dimension] ?? edge / folder.factor) === edge / folder.factor);
  if (fits(height, 2) && fits(width, 3)) {
    return { channels: folder.latentChannels, height: height / folder.factor, width: width / folder.factor };
  }
  throw new ParameterValidationError(
    'invalid',
    `${width} x ${height} is no size that ${basename(folder.path)} can make.`,
    {
      hint:
        folder.sizeStep === null
          ? `Use ${folder.size} x ${folder.size}, the only size that it takes.`
          : `Use multiples of ${folder.sizeStep}, best ${folder.size} x ${folder.size}.`,
      place: { parameter: 'width' },
      values: { parameter: 'width', model: basename(folder.path), reason: `${width} x ${height}` },
    },
  );
}

/** Several pictures' values one after the other, as a batch wants them. */
export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** The values of each picture of a batch, without copying. */
export function splitBatch(values: Float32Array, count: number): Float32Array[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, i) => values.subarray(i * size, (i + 1) * size));
}
