import fc from 'fast-check';
import { expect, it } from 'vitest';
import { soakRuns } from '../../../../tests/soak.ts';
import type { JsonObject } from '../../../shared/base/index.ts';
import { jobSize, type SizeQuestion } from './job-size.ts';

function size(question: Partial<SizeQuestion> & { defaults?: JsonObject }): string {
  const { kind = 'image', given = {}, defaults = {}, input = null } = question;
  const { width, height } = jobSize({ kind, given, filled: { ...defaults, ...given }, input });
  return `${width}x${height}`;
}

it.each<[string, JsonObject, string]>([
  ['nothing said', {}, '1024x1024'],
  ['width and height', { width: 640, height: 480 }, '640x480'],
  ['numbers as text', { width: '640', height: '480' }, '640x480'],
  ['a width alone', { width: 512, aspect_ratio: '2:1' }, '512x256'],
  ['an aspect ratio', { aspect_ratio: '16:9' }, '1360x768'],
  ['a portrait ratio and half a megapixel', { aspect_ratio: '9:16', megapixels: '0.5' }, '544x960'],
  ['2K', { size: '2K', aspect_ratio: '1:1' }, '2048x2048'],
  ['lines', { resolution: '720p', aspect_ratio: '4:3' }, '960x720'],
  ['a written size', { size: '1536x1024' }, '1536x1024'],
  ['a written size with a star', { size: '768*1344' }, '768x1344'],
  ['a named size', { image_size: 'portrait_4_3' }, '768x1024'],
  ['a size as an object', { image_size: { width: 800, height: 600 } }, '800x600'],
  ['more than Telar draws', { width: 8192, height: 4096 }, '4096x2048'],
  ['a ratio nobody knows', { aspect_ratio: 'match_input_image' }, '1024x1024'],
])('an image job with %s', (_, given, expected) => {
  expect(size({ given })).toBe(expected);
});

it.each<[string, JsonObject, string]>([
  ['nothing said', {}, '1280x720'],
  ['480p', { resolution: '480p', aspect_ratio: '16:9' }, '854x480'],
  ['1080p upright', { resolution: '1080p', aspect_ratio: '9:16' }, '1080x1920'],
  ['a square', { resolution: '720p', aspect_ratio: '1:1' }, '720x720'],
  ['4k', { resolution: '4k' }, '3840x2160'],
  ['odd sides', { width: 641, height: 359 }, '642x360'],
  ['less than a block', { width: 2, height: 2 }, '16x16'],
])('a video job with %s', (_, given, expected) => {
  expect(size({ kind: 'video', given })).toBe(expected);
});

it('goes by the cell before the template’s defaults', () => {
  const defaults = { width: 512, height: 512 };
  expect(size({ defaults })).toBe('512x512');
  expect(size({ defaults, given: { aspect_ratio: '2:1' } })).toBe('1456x720');
  expect(size({ defaults: { aspect_ratio: '1:1' }, given: { resolution: '2K' } })).toBe('2048x2048');
});

it('keeps the size of an input picture, enlarged as asked; a film takes its shape', () => {
  const input = { width: 300, height: 200 };
  expect(size({ input })).toBe('300x200');
  expect(size({ input, given: { scale: 4 } })).toBe('1200x800');
  expect(size({ input, given: { upscale_factor: 'x2' } })).toBe('600x400');
  expect(size({ input, given: { aspect_ratio: 'match_input_image' } })).toBe('300x200');
  expect(size({ input, kind: 'video' })).toBe('1080x720');
});

it('is drawable whatever the parameters are', () => {
  const value = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.string(),
    fc.constantFrom('9999p', '0:1', '9x9', '4k', '0 MP', 'valueOf'),
  );
  const names = ['width', 'height', 'aspect_ratio', 'resolution', 'size', 'megapixels', 'scale'];
  const parameters = fc.dictionary(fc.constantFrom(...names), value);
  fc.assert(
    fc.property(parameters, fc.constantFrom('image', 'video'), (given, kind) => {
      const made = jobSize({ kind, given, filled: given, input: { width: 3, height: 7 } });
      for (const side of [made.width, made.height]) {
        expect(Number.isInteger(side) && side >= (kind === 'video' ? 16 : 1) && side <= 4096).toBe(true);
        if (kind === 'video') expect(side % 2).toBe(0);
      }
    }),
    { numRuns: soakRuns(2_000, 100_000) },
  );
});
