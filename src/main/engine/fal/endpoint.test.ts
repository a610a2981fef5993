import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appOf, fromRemoteId, requireEndpoint, toRemoteId } from './endpoint.ts';

describe('an endpoint of fal', () => {
  it.each([
    ['fal-ai/flux/schnell', 'fal-ai/flux'],
    ['fal-ai/kling-video/v2.1/pro/image-to-video', 'fal-ai/kling-video'],
    ['fal-ai/veo3', 'fal-ai/veo3'],
    ['bria/text-to-image/3.2', 'bria/text-to-image'],
    ['workflows/ada/portrait', 'workflows/ada/portrait'],
    ['comfy/ada/portrait/v2', 'comfy/ada/portrait'],
    ['110602490-lora/fast', '110602490-lora/fast'],
  ])('%s has its requests under %s', (endpoint, app) => {
    expect(appOf(requireEndpoint(endpoint))).toBe(app);
  });

  it.each([
    'https://evilfal.ai',
    'https://evilfal.ai/fal-ai/flux',
    'http://x-fal.run/a/b',
    'https://queue.fal.run/fal-ai/flux',
    '//evilfal.ai/a',
    'fal-ai/../../evil',
    'fal-ai/..',
    'fal-ai/./flux',
    'fal-ai//flux',
    'fal-ai/flux/',
    '/fal-ai/flux',
    'fal-ai/flux?x=1',
    'fal-ai/flux#x',
    'fal-ai/flux%2e%2e',
    'fal-ai\\flux',
    'fal-ai/flux\n',
    'ｆal-ai/flux',
    'user:pass@fal-ai/flux',
    'flux',
    '',
    `fal-ai/${'x'.repeat(300)}`,
  ])('is not %j', (endpoint) => {
    expect(() => requireEndpoint(endpoint)).toThrow(
      expect.objectContaining({ code: 'ParameterValidationError', kind: 'invalid' }),
    );
  });

  it('stays a path of its host, whatever it is', () => {
    const parts = fc.oneof(fc.string(), fc.stringMatching(/^[\w./:%#?@-]*$/));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 5 }), (made) => {
        const endpoint = made.join('/');
        try {
          requireEndpoint(endpoint);
        } catch {
          return;
        }
        const url = new URL(`https://queue.fal.run/${endpoint}`);
        expect([url.host, url.pathname, url.search, url.hash]).toEqual(['queue.fal.run', `/${endpoint}`, '', '']);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('our id of a job', () => {
  it('names its endpoint and request', () => {
    const id = toRemoteId('fal-ai/flux/dev', '764cabcf-b745-4b3e-ae38-1200304cf45b');
    expect(fromRemoteId(id)).toEqual({
      endpoint: 'fal-ai/flux/dev',
      request: '764cabcf-b745-4b3e-ae38-1200304cf45b',
    });
  });

  it.each(['no-mark', 'fal-ai/flux#', 'fal-ai/flux#a/../b', '#id', 'https://evilfal.ai#id', 'fal-ai/flux#a?b'])(
    'is not %j',
    (id) => {
      expect(() => fromRemoteId(id)).toThrow(expect.objectContaining({ code: 'ParameterValidationError' }));
    },
  );
});
