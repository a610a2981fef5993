import type { RepaintMask, RgbPixels } from './protocol.ts';

/** Values of a mask below this are no repainting but the ringing of a resized edge. */
const smallest = 16;
/** Values from this on are repainted as a whole: the feather begins at their edge. */
const solid = 128;

/**
 * How much of each pixel is repainted, 0 to 255: the mask itself, and around its solid part a ramp that ends `feather`
 * pixels outside. What is 0 here stays as it was.
 */
export function featherMask({ width, height, data }: RepaintMask, feather: number): Uint8Array {
  const alpha = data.map((value) => (value < smallest ? 0 : value));
  if (feather <= 0) return alpha;
  const reach = Math.ceil(feather);
  const vertical = verticalDistances(data, width, height, reach);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if ((data[at] ?? 0) >= solid) continue;
      let nearest = Infinity;
      for (let dx = Math.max(-reach, -x); dx <= Math.min(reach, width - 1 - x); dx++) {
        const dy = vertical[at + dx] ?? Infinity;
        nearest = Math.min(nearest, dx * dx + dy * dy);
      }
      const ramp = Math.round(255 * (1 - Math.sqrt(nearest) / (feather + 1)));
      if (ramp > (alpha[at] ?? 0)) alpha[at] = ramp;
    }
  }
  return alpha;
}

/** Rows to the nearest solid pixel of the same column; infinite beyond `reach`. */
function verticalDistances(data: Uint8Array, width: number, height: number, reach: number): Float32Array {
  const distances = new Float32Array(data.length).fill(Infinity);
  for (let x = 0; x < width; x++) {
    for (const [from, to, step] of [
      [0, height, 1],
      [height - 1, -1, -1],
    ] as const) {
      let distance = Infinity;
      for (let y = from; y !== to; y += step) {
        const at = y * width + x;
        distance = (data[at] ?? 0) >= solid ? 0 : distance + 1;
        if (distance <= reach) distances[at] = Math.min(distances[at] ?? Infinity, distance);
      }
    }
  }
  return distances;
}

/** Latent elements that are repainted (1) or kept (0), `[height, width]`: all that touch a repainted pixel. */
export function latentMask(
  alpha: Uint8Array,
  { width, height, factor }: { width: number; height: number; factor: number },
): Float32Array {
  const columns = width / factor;
  const mask = new Float32Array(columns * (height / factor));
  alpha.forEach((value, at) => {
    if (value === 0) return;
    const x = at % width;
    const y = (at - x) / width;
    mask[Math.floor(y / factor) * columns + Math.floor(x / factor)] = 1;
  });
  return mask;
}

/** `repainted` where the mask is 1 and `kept` elsewhere, in every channel. */
export function mergeLatents(kept: Float32Array, repainted: Float32Array, mask: Float32Array): Float32Array {
  return repainted.map((value, i) => (mask[i % mask.length] === 1 ? value : (kept[i] ?? 0)));
}

/** Puts the repainted parts into the original, whose bytes stay as they are wherever nothing is repainted. */
export function composite(original: RgbPixels, repainted: RgbPixels, alpha: Uint8Array): RgbPixels {
  const data = original.data.map((value, i) => {
    const share = (alpha[Math.floor(i / 3)] ?? 0) / 255;
    return share === 0 ? value : Math.round(value + share * ((repainted.data[i] ?? 0) - value));
  });
  return { width: original.width, height: original.height, data };
}

/** The picture with the repainted parts blanked to middle grey: what inpainting models are shown of it. */
export function blankMasked(image: RgbPixels, mask: Uint8Array): RgbPixels {
  const data = image.data.map((value, i) => ((mask[Math.floor(i / 3)] ?? 0) === 0 ? value : 128));
  return { ...image, data };
}
