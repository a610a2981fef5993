import type { RgbPixels } from './protocol.ts';

/** Planar values in -1..1 (`[3, height, width]`) as RGB bytes. */
export function toPixels(planes: Float32Array, width: number, height: number): RgbPixels {
  const area = width * height;
  const data = new Uint8Array(area * 3);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = (planes[channel * area + i] ?? 0) / 2 + 0.5;
      data[i * 3 + channel] = Math.round(Math.min(1, Math.max(0, value)) * 255);
    }
  }
  return { width, height, data };
}

/** RGB bytes as planar values in -1..1 (`[3, height, width]`). */
export function toPlanes({ width, height, data }: RgbPixels): Float32Array {
  const area = width * height;
  const planes = new Float32Array(area * 3);
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      planes[channel * area + i] = (data[i * 3 + channel] ?? 0) / 127.5 - 1;
    }
  }
  return planes;
}
