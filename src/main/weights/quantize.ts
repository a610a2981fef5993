/** How the elements of a tensor belong to channels: `run` elements in a row to each, over and over. */
export interface Channels {
  axis: number;
  count: number;
  run: number;
}

/** Channels along an axis; without one, all elements are one channel. */
export function channelsOf(dims: readonly number[], axis: number | null): Channels {
  if (axis === null) return { axis: 0, count: 1, run: 1 };
  const run = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  return { axis, count: dims[axis] ?? 1, run };
}

/** Little-endian bytes as float32, also where they do not lie on a multiple of four. */
export function bytesToFloats(bytes: Uint8Array): Float32Array {
  if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  return new Float32Array(bytes.slice().buffer);
}

/** Largest absolute value of each channel; NaN where one is in it. */
export async function channelMaxima(pieces: AsyncIterable<Float32Array>, channels: Channels): Promise<Float32Array> {
  const maxima = new Float32Array(channels.count);
  const at = createChannelCursor(channels);
  for await (const floats of pieces) {
    for (const value of floats) {
      const channel = at();
      const size = Math.abs(value);
      // Once NaN, always NaN: no comparison with it is true.
      if (size > (maxima[channel] ?? 0) || Number.isNaN(size)) maxima[channel] = size;
    }
  }
  return maxima;
}

/** Rounds to whole multiples of each channel's scale, from -127 to 127 (symmetric: zero stays zero). */
export async function* quantize(
  pieces: AsyncIterable<Float32Array>,
  { channels, scales }: { channels: Channels; scales: Float32Array },
): AsyncGenerator<Uint8Array> {
  const at = createChannelCursor(channels);
  for await (const floats of pieces) {
    const bytes = new Int8Array(floats.length);
    for (let index = 0; index < floats.length; index++) {
      const steps = Math.round((floats[index] ?? 0) / (scales[at()] ?? 1));
      bytes[index] = Math.max(-127, Math.min(127, steps));
    }
    yield new Uint8Array(bytes.buffer);
  }
}

/** The channel of each element, one after the other. */
function createChannelCursor({ count, run }: Channels): () => number {
  let channel = 0;
  let left = run;
  return () => {
    if (left === 0) {
      left = run;
      channel = channel + 1 === count ? 0 : channel + 1;
    }
    left--;
    return channel;
  };
}
