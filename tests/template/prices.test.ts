import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/base/index.ts';
import { actualPrice, estimatePrice, withDefaults, type Usage } from '../../src/shared/template/index.ts';
import { shipped, shippedTemplate } from './shipped.ts';

const nothingUsed: Usage = {
  outputs: 1,
  megapixels: null,
  seconds: null,
  inputTokens: null,
  outputTokens: null,
  computeSeconds: null,
};

interface Row {
  id: string;
  parameters: JsonObject;
  /** Micro-dollars, worked out by hand from the tariff. */
  estimate: [number, number] | 'unknown';
  used: Partial<Usage>;
  actual: number | 'not measured';
}

const rows: Row[] = [
  // $0.003 a picture; of four that were asked for one was refused.
  {
    id: 'replicate/black-forest-labs/flux-schnell',
    parameters: { num_outputs: 4 },
    estimate: [12_000, 12_000],
    used: { outputs: 3 },
    actual: 9_000,
  },
  {
    id: 'replicate/black-forest-labs/flux-dev',
    parameters: { num_outputs: 2 },
    estimate: [50_000, 50_000],
    used: { outputs: 2 },
    actual: 50_000,
  },
  {
    id: 'replicate/black-forest-labs/flux-dev-lora',
    parameters: {},
    estimate: 'unknown',
    used: {},
    actual: 'not measured',
  },
  {
    id: 'replicate/black-forest-labs/flux-1.1-pro',
    parameters: {},
    estimate: [40_000, 40_000],
    used: {},
    actual: 40_000,
  },
  {
    id: 'replicate/black-forest-labs/flux-kontext-pro',
    parameters: {},
    estimate: [40_000, 40_000],
    used: {},
    actual: 40_000,
  },
  // A sequence of at most six pictures, of which the model made four.
  {
    id: 'replicate/bytedance/seedream-4',
    parameters: { sequential_image_generation: 'auto', max_images: 6 },
    estimate: [30_000, 180_000],
    used: { outputs: 4 },
    actual: 120_000,
  },
  // 1280 × 720 × 24 × 5 / 1024 = 108,000 tokens at $1.80 per million; the file has 121 frames.
  {
    id: 'replicate/bytedance/seedance-1-lite',
    parameters: { duration: 5 },
    estimate: [194_400, 194_400],
    used: { seconds: 121 / 24 },
    actual: 194_400,
  },
  // 864 × 480 × 24 × 2 / 1024 = 19,440 tokens.
  {
    id: 'replicate/bytedance/seedance-1-lite',
    parameters: { duration: 2, resolution: '480p' },
    estimate: [34_992, 34_992],
    used: { seconds: null },
    actual: 'not measured',
  },
  // 4.98 s × $0.000975 = $0.0048555, rounded up.
  {
    id: 'replicate/stability-ai/sdxl',
    parameters: {},
    estimate: [2_925, 19_500],
    used: { computeSeconds: 4.98 },
    actual: 4_856,
  },
  // 2.56 s × $0.000225.
  {
    id: 'replicate/nightmareai/real-esrgan',
    parameters: {},
    estimate: [225, 3_375],
    used: { computeSeconds: 2.56 },
    actual: 576,
  },
  {
    id: 'replicate/meta/meta-llama-3-8b-instruct',
    parameters: {},
    estimate: 'unknown',
    used: { inputTokens: 9, outputTokens: 9 },
    actual: 'not measured',
  },
  // 66 s × $0.0014.
  {
    id: 'replicate/meta/musicgen',
    parameters: {},
    estimate: [28_000, 168_000],
    used: { computeSeconds: 66 },
    actual: 92_400,
  },
  // 1024 × 768 is 0.786 megapixels, so one each.
  {
    id: 'fal/fal-ai/flux/schnell',
    parameters: { num_images: 2 },
    estimate: [6_000, 6_000],
    used: { outputs: 2, megapixels: [0.786432, 0.786432] },
    actual: 6_000,
  },
  // 2000 × 1000 is exactly 2; what arrived is a little larger.
  {
    id: 'fal/fal-ai/flux/schnell',
    parameters: { image_size: { width: 2000, height: 1000 } },
    estimate: [6_000, 6_000],
    used: { megapixels: [2.015232] },
    actual: 9_000,
  },
  {
    id: 'fal/fal-ai/flux/dev',
    parameters: {},
    estimate: [25_000, 25_000],
    used: { megapixels: [0.786432] },
    actual: 25_000,
  },
  {
    id: 'fal/fal-ai/flux-lora',
    parameters: {},
    estimate: [35_000, 35_000],
    used: { megapixels: null },
    actual: 'not measured',
  },
  // Two calls of at most three pictures.
  {
    id: 'fal/fal-ai/bytedance/seedream/v4/text-to-image',
    parameters: { num_images: 2, max_images: 3 },
    estimate: [60_000, 180_000],
    used: { outputs: 5 },
    actual: 150_000,
  },
  {
    id: 'fal/fal-ai/bytedance/seedance/v1/lite/text-to-video',
    parameters: { duration: '5' },
    estimate: [180_000, 180_000],
    used: { seconds: 5.04 },
    actual: 180_000,
  },
  // $0.35 for the first five seconds, then $0.07 each.
  {
    id: 'fal/fal-ai/kling-video/v2.5-turbo/pro/text-to-video',
    parameters: { duration: '10' },
    estimate: [700_000, 700_000],
    used: { seconds: 10.04 },
    actual: 700_000,
  },
  {
    id: 'fal/fal-ai/kling-video/v2.5-turbo/pro/text-to-video',
    parameters: { duration: '5' },
    estimate: [350_000, 350_000],
    used: { seconds: 5 },
    actual: 350_000,
  },
  // 44 characters at $0.10 per thousand.
  {
    id: 'fal/fal-ai/elevenlabs/tts/eleven-v3',
    parameters: { text: 'Había una vez un faro que no podía dormirse.' },
    estimate: [4_400, 4_400],
    used: {},
    actual: 4_400,
  },
  { id: 'fal/fal-ai/birefnet/v2', parameters: {}, estimate: 'unknown', used: {}, actual: 'not measured' },
  // A picture of usual size, twice as large on each side; this one came out with 3.2 megapixels.
  {
    id: 'fal/fal-ai/clarity-upscaler',
    parameters: {},
    estimate: [30_000, 480_000],
    used: { megapixels: [3.2] },
    actual: 96_000,
  },
  { id: 'local/telar-mini', parameters: {}, estimate: [0, 0], used: {}, actual: 0 },
  { id: 'local/image-frame', parameters: {}, estimate: [0, 0], used: {}, actual: 0 },
  { id: 'ollama/*', parameters: {}, estimate: [0, 0], used: {}, actual: 0 },
];

describe('what the models that ship cost', () => {
  it.each(rows)('$id $parameters: $estimate, then $actual', ({ id, parameters, estimate, used, actual }) => {
    const template = shippedTemplate(id);
    const price = estimatePrice(template, withDefaults(template, parameters), new Set());
    expect(price.isKnown ? [price.lowMicroUsd, price.highMicroUsd] : 'unknown').toEqual(estimate);
    const charged = actualPrice(template, parameters, { ...nothingUsed, ...used });
    const reserved = price.isKnown ? price.highMicroUsd : 0;
    expect(charged).toEqual(
      actual === 'not measured'
        ? { amountMicroUsd: reserved, isMeasured: false }
        : { amountMicroUsd: actual, isMeasured: true },
    );
  });

  it('is worked out for each of them', () => {
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(shipped.keys()));
  });
});
