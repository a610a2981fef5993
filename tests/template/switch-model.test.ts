import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/base/index.ts';
import { canSwitch, switchModel } from '../../src/shared/template/index.ts';
import { shippedTemplate } from './shipped.ts';

const schnell = 'replicate/black-forest-labs/flux-schnell';
const dev = 'replicate/black-forest-labs/flux-dev';
const kontext = 'replicate/black-forest-labs/flux-kontext-pro';
const falSchnell = 'fal/fal-ai/flux/schnell';
const falDev = 'fal/fal-ai/flux/dev';
const film = 'replicate/bytedance/seedance-1-lite';
const falFilm = 'fal/fal-ai/bytedance/seedance/v1/lite/text-to-video';
const seedream = 'replicate/bytedance/seedream-4';
const mini = 'local/telar-mini';

function carry(parameters: JsonObject, from: string, to: string) {
  const { priceBefore, priceAfter, kept, dropped, ...rest } = switchModel(
    parameters,
    shippedTemplate(from),
    shippedTemplate(to),
  );
  return {
    ...rest,
    kept: kept.map((each) => `${each.from}→${each.to}${each.isRewritten ? ' rewritten' : ''}`),
    dropped: dropped.map(({ name, why }) => `${name}: ${why}`),
    price: [priceBefore.highMicroUsd, priceAfter.highMicroUsd],
  };
}

describe('switchModel', () => {
  it('keeps equal names and names of the same meaning, and lists what has no place', () => {
    const parameters = {
      prompt: 'a lighthouse',
      num_outputs: 2,
      aspect_ratio: '16:9',
      num_inference_steps: 4,
      output_format: 'jpg',
      go_fast: true,
      seed: 7,
    };
    expect(carry(parameters, schnell, falSchnell)).toEqual({
      parameters: {
        prompt: 'a lighthouse',
        num_inference_steps: 4,
        output_format: 'jpeg',
        seed: 7,
        num_images: 2,
        image_size: 'landscape_16_9',
      },
      kept: [
        'prompt→prompt',
        'num_inference_steps→num_inference_steps',
        'output_format→output_format rewritten',
        'seed→seed',
        'num_outputs→num_images',
        'aspect_ratio→image_size rewritten',
      ],
      dropped: ['go_fast: no-such-parameter'],
      added: [],
      price: [6_000, 6_000],
    });
  });

  it.each<[string, JsonObject, string, string, JsonObject, string[]]>([
    [
      'a number becomes the text that the other takes',
      { prompt: 'x', duration: 5 },
      film,
      falFilm,
      { prompt: 'x', duration: '5' },
      [],
    ],
    ['and the text a number', { prompt: 'x', duration: '5' }, falFilm, film, { prompt: 'x', duration: 5 }, []],
    [
      'a length that is not offered is dropped, not rounded',
      { prompt: 'x', duration: 5.5 },
      film,
      falFilm,
      { prompt: 'x' },
      ['duration: not-allowed'],
    ],
    [
      'steps beyond the limit are dropped, not cut',
      { prompt: 'x', num_inference_steps: 50 },
      dev,
      falSchnell,
      { prompt: 'x' },
      ['num_inference_steps: not-allowed'],
    ],
    [
      'a shape that the other has not is dropped',
      { prompt: 'x', aspect_ratio: '21:9' },
      schnell,
      falDev,
      { prompt: 'x' },
      ['aspect_ratio: not-allowed'],
    ],
    ['guidance has another name', { prompt: 'x', guidance: 3 }, dev, falDev, { prompt: 'x', guidance_scale: 3 }, []],
    ['steps have another name', { prompt: 'x', steps: 20 }, mini, falDev, { prompt: 'x', num_inference_steps: 20 }, []],
    [
      'one picture becomes a list',
      { prompt: 'x', input_image: 'a.png' },
      kontext,
      seedream,
      { prompt: 'x', image_input: ['a.png'] },
      [],
    ],
    [
      'a list of one becomes a picture',
      { prompt: 'x', image_input: ['a.png'] },
      seedream,
      kontext,
      { prompt: 'x', input_image: 'a.png' },
      [],
    ],
    [
      'of several none is chosen',
      { prompt: 'x', image_input: ['a.png', 'b.png'] },
      seedream,
      kontext,
      { prompt: 'x' },
      ['image_input: not-allowed'],
    ],
    [
      'a picture has no place',
      { prompt: 'x', image: 'a.png' },
      film,
      falFilm,
      { prompt: 'x' },
      ['image: no-such-parameter'],
    ],
    [
      'a placeholder is kept and judged when it is resolved',
      { prompt: '{{unit.vars.a}}', num_outputs: '{{vars.n}}' },
      schnell,
      falSchnell,
      { prompt: '{{unit.vars.a}}', num_images: '{{vars.n}}' },
      [],
    ],
    [
      'a name that is there wins over one of the same meaning',
      { prompt: 'x', text: 'y' },
      schnell,
      falSchnell,
      { prompt: 'x' },
      ['text: taken'],
    ],
  ])('%s', (_name, parameters, from, to, expected, dropped) => {
    const carried = carry(parameters, from, to);
    expect([carried.parameters, carried.dropped]).toEqual([expected, dropped]);
  });

  it('says what has to be filled in, and what changes in price', () => {
    expect(carry({ num_outputs: 4 }, dev, kontext)).toMatchObject({
      added: [{ name: 'prompt', value: null, isMissing: true }],
      dropped: ['num_outputs: no-such-parameter'],
      price: [100_000, 40_000],
    });
  });

  it('says why a value does not fit, in plain words', () => {
    const { dropped } = switchModel({ num_inference_steps: 50 }, shippedTemplate(dev), shippedTemplate(falSchnell));
    expect(dropped).toEqual([
      { name: 'num_inference_steps', value: 50, why: 'not-allowed', detail: '50 is more than 12.' },
    ]);
  });
});

describe('canSwitch', () => {
  it.each([
    [schnell, falSchnell, true],
    [kontext, seedream, true],
    [mini, falDev, true],
    [schnell, schnell, false],
    [schnell, film, false],
    [schnell, 'replicate/nightmareai/real-esrgan', false],
    ['replicate/meta/meta-llama-3-8b-instruct', 'ollama/*', true],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(canSwitch(shippedTemplate(from), shippedTemplate(to))).toBe(expected);
  });
});
