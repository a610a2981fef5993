import { expect, it } from 'vitest';
import type { ComponentVariants } from '../../../shared/local-engine/index.ts';
import { conversionShare, sizeOf } from './conversion-share.ts';

const part = (name: string, whole: number, half?: number): ComponentVariants => ({
  name,
  present: [
    { precision: 'fp32', bytes: whole },
    ...(half === undefined ? [] : [{ precision: 'fp16' as const, bytes: half }]),
  ],
  expected: { fp16: whole / 2, int8: whole / 4 },
});
const components = [part('text_encoder', 100, 50), part('unet', 800), part('vae_decoder', 100)];

it.each([
  [null, 0, 0],
  ['text_encoder', 0.5, 0.05],
  ['unet', 0, 0.1],
  ['unet', 0.5, 0.5],
  ['vae_decoder', 1, 1],
  ['of another model', 0.5, 0],
])('at %s, %d of it, %d of the model are written', (component, share, whole) => {
  expect(conversionShare(components, { component, share })).toBeCloseTo(whole);
});

it('a model without parts has nothing written', () => {
  expect(conversionShare([], { component: 'unet', share: 1 })).toBe(0);
});

it.each([
  ['fp32', { parts: 3, bytes: 1000, expectedBytes: 0 }],
  ['fp16', { parts: 1, bytes: 50, expectedBytes: 500 }],
  ['int8', { parts: 0, bytes: 0, expectedBytes: 250 }],
] as const)('of %s there is this', (precision, size) => {
  expect(sizeOf(components, precision)).toEqual(size);
});
