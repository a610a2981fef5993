import { describe, expect, it } from 'vitest';
import type { FailureData, JsonObject } from '../../src/shared/base/index.ts';
import { toFailure } from '../../src/shared/base/index.ts';
import { validateParameters, withDefaults } from '../../src/shared/template/index.ts';
import { shippedTemplate } from './shipped.ts';

function refusal(id: string, parameters: JsonObject, late: string[] = []): FailureData | null {
  const template = shippedTemplate(id);
  try {
    validateParameters(template, withDefaults(template, parameters), {}, new Set(late));
    return null;
  } catch (error) {
    return toFailure(error);
  }
}

const schnell = 'replicate/black-forest-labs/flux-schnell';
const pro = 'replicate/black-forest-labs/flux-1.1-pro';
const kontext = 'replicate/black-forest-labs/flux-kontext-pro';
const seedream = 'replicate/bytedance/seedream-4';
const seedance = 'replicate/bytedance/seedance-1-lite';
const lora = 'fal/fal-ai/flux-lora';
const speech = 'fal/fal-ai/elevenlabs/tts/eleven-v3';
const prompt = 'a lighthouse';
const pictures = (count: number): string[] => Array.from({ length: count }, (_, index) => `refs/${index}.png`);

describe('a value that is refused is named by what is wrong, where, and what was probably meant', () => {
  it.each<[string, JsonObject, string, Record<string, string>, string, string]>([
    [schnell, {}, 'missing', { parameter: 'prompt' }, 'needs a value for "prompt".', 'Fill in "prompt".'],
    [
      schnell,
      { prompt, promt: 'x' },
      'unknown',
      { parameter: 'promt' },
      'has no parameter "promt".',
      'Did you mean "prompt"?',
    ],
    [
      schnell,
      { prompt: 7 },
      'wrong-type',
      { parameter: 'prompt' },
      '7 is a whole number; it takes a text.',
      'Change "prompt"',
    ],
    [
      schnell,
      { prompt, num_outputs: 2.5 },
      'wrong-type',
      { parameter: 'num_outputs' },
      '2.5 is a fraction; it takes a whole number.',
      'Change',
    ],
    [schnell, { prompt, num_outputs: 5 }, 'out-of-range', { parameter: 'num_outputs' }, '5 is more than 4.', 'Change'],
    [schnell, { prompt, num_outputs: 0 }, 'out-of-range', { parameter: 'num_outputs' }, '0 is less than 1.', 'Change'],
    [
      schnell,
      { prompt, output_format: 'jpeg' },
      'not-a-choice',
      { parameter: 'output_format' },
      '"jpeg" is none of "webp", "jpg", "png".',
      'Did you mean "jpg"?',
    ],
    [
      seedance,
      { prompt, duration: 1e12 },
      'out-of-range',
      { parameter: 'duration' },
      '1000000000000 is more than 12.',
      'Change',
    ],
    [
      speech,
      { text: 'x'.repeat(5001) },
      'out-of-range',
      { parameter: 'text' },
      'The text is longer than 5000 characters.',
      'Change',
    ],
    [
      speech,
      { text: 'x', stability: 0.7 },
      'not-a-choice',
      { parameter: 'stability' },
      '0.7 is none of 0, 0.5, 1.',
      'Did you mean',
    ],
    [
      lora,
      { prompt, loras: [{ path: 'a', scale: 9 }] },
      'out-of-range',
      { parameter: 'loras', pointer: '/loras/0/scale' },
      '"/loras/0/scale" of fal/fal-ai/flux-lora: 9 is more than 4.',
      'Change "/loras/0/scale"',
    ],
    [
      lora,
      { prompt, loras: [{ scale: 1 }] },
      'missing',
      { parameter: 'loras', pointer: '/loras/0/path' },
      '"path" is missing.',
      'Change',
    ],
    [
      lora,
      { prompt, loras: [{ path: 'a', scal: 1 }] },
      'unknown',
      { parameter: 'loras', pointer: '/loras/0/scal' },
      'There is no "scal" here, only path, scale, force.',
      'Did you mean "scale"?',
    ],
    [
      lora,
      { prompt, image_size: 'lanscape_4_3' },
      'not-a-choice',
      { parameter: 'image_size' },
      'is none of',
      'Did you mean "landscape_4_3"?',
    ],
    [
      lora,
      { prompt, image_size: { width: 512, height: 9 } },
      'out-of-range',
      { parameter: 'image_size', pointer: '/image_size/height' },
      '9 is less than 64.',
      'Change',
    ],
    [
      'local/image-frame',
      { image: 'a.png', matte_color: 'beige' },
      'invalid',
      { parameter: 'matte_color' },
      '"beige" is no colour such as #2b2622.',
      'Change',
    ],
  ])('%s %o: %s', (id, parameters, kind, place, message, hint) => {
    const failure = refusal(id, parameters);
    expect(failure).toMatchObject({ code: 'ParameterValidationError', kind, place });
    expect(failure?.message).toContain(message);
    expect(failure?.hint).toContain(hint);
  });
});

describe('rules over several parameters', () => {
  it.each<[string, JsonObject, string | null, string | null]>([
    [pro, { prompt, aspect_ratio: 'custom', height: 512 }, 'width', 'The aspect ratio custom needs a width.'],
    [pro, { prompt, aspect_ratio: 'custom', width: 512 }, 'height', 'The aspect ratio custom needs a height.'],
    [pro, { prompt, aspect_ratio: 'custom', width: 512, height: 512 }, null, null],
    [kontext, { prompt, safety_tolerance: 6 }, null, null],
    [kontext, { prompt, safety_tolerance: 2, input_image: 'a.png' }, null, null],
    [
      kontext,
      { prompt, safety_tolerance: 3, input_image: 'a.png' },
      'safety_tolerance',
      'With a picture the safety tolerance goes up to 2.',
    ],
    [seedream, { prompt, size: 'custom' }, null, null],
    [seedream, { prompt, sequential_image_generation: 'auto', max_images: 15 }, null, null],
    [seedream, { prompt, sequential_image_generation: 'auto', max_images: 12, image_input: pictures(3) }, null, null],
    [
      seedream,
      { prompt, sequential_image_generation: 'auto', max_images: 13, image_input: pictures(3) },
      'max_images',
      'The pictures given and the pictures to make are 15 at most together.',
    ],
    [
      seedream,
      { prompt, sequential_image_generation: 'auto', max_images: 6, image_input: pictures(10) },
      'max_images',
      'The pictures given and the pictures to make are 15 at most together.',
    ],
    // Without a sequence one picture is made, whatever the maximum says.
    [seedream, { prompt, max_images: 15, image_input: pictures(10) }, null, null],
    [seedance, { prompt, last_frame_image: 'b.png' }, 'image', 'A last picture needs a first picture too.'],
    [seedance, { prompt, last_frame_image: 'b.png', image: 'a.png' }, null, null],
    [seedance, { prompt, reference_images: pictures(2) }, null, null],
    [
      seedance,
      { prompt, reference_images: pictures(2), resolution: '1080p' },
      'reference_images',
      'Reference pictures do not go with 1080p.',
    ],
    [
      seedance,
      { prompt, reference_images: pictures(2), image: 'a.png' },
      'reference_images',
      'Reference pictures do not go with a first or last picture.',
    ],
    ['replicate/stability-ai/sdxl', { prompt, mask: 'm.png' }, 'image', 'A mask needs a start picture.'],
    ['replicate/meta/musicgen', { prompt, continuation: true }, 'input_audio', 'To continue, a melody is needed.'],
  ])('%s %o: %s', (id, parameters, parameter, message) => {
    const failure = refusal(id, parameters);
    expect(failure === null ? null : [failure.kind, failure.place, failure.message]).toEqual(
      parameter === null ? null : ['rule', { parameter }, `${id}: ${message ?? ''}`],
    );
  });

  it('wait for values that come later, but not for what need only be there', () => {
    expect(refusal(kontext, { prompt, safety_tolerance: 3, input_image: '' }, ['input_image'])?.kind).toBe('rule');
    expect(refusal(kontext, { prompt, safety_tolerance: 3, input_image: 'a.png' }, ['safety_tolerance'])).toBeNull();
    expect(refusal(seedance, { prompt, last_frame_image: '', image: '' }, ['last_frame_image', 'image'])).toBeNull();
  });
});
