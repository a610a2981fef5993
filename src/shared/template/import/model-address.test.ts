import { describe, expect, it } from 'vitest';
import { modelIdOf, parseModelAddress } from './model-address.ts';

const version = 'a1'.repeat(32);

describe('parseModelAddress', () => {
  it.each([
    ['replicate/black-forest-labs/flux-1.1-pro', 'replicate/black-forest-labs/flux-1.1-pro'],
    ['owner/name', 'replicate/owner/name'],
    [`owner/name:${version}`, `replicate/owner/name:${version}`],
    ['  https://replicate.com/owner/name  ', 'replicate/owner/name'],
    ['https://replicate.com/owner/name/api', 'replicate/owner/name'],
    [`https://www.replicate.com/owner/name/versions/${version}`, `replicate/owner/name:${version}`],
    ['https://replicate.com/owner/name?tab=api#run', 'replicate/owner/name'],
    ['fal-ai/flux/dev', 'fal/fal-ai/flux/dev'],
    ['fal-ai/clarity-upscaler', 'fal/fal-ai/clarity-upscaler'],
    ['fal/someone/model', 'fal/someone/model'],
    ['https://fal.ai/models/fal-ai/flux/dev/playground', 'fal/fal-ai/flux/dev'],
    [
      'https://fal.ai/models/fal-ai/kling-video/v2.5-turbo/pro/text-to-video/api',
      'fal/fal-ai/kling-video/v2.5-turbo/pro/text-to-video',
    ],
  ])('%s is %s', (text, id) => {
    expect(modelIdOf(parseModelAddress(text))).toBe(id);
  });

  it.each([
    '',
    'name',
    'owner/../name',
    'owner/na..me',
    'owner/name?x=1',
    'owner/name#x',
    'owner/name/more:1',
    'owner/name:latest',
    `owner/name:${version}:x`,
    `owner/name:${version.toUpperCase()}`,
    'owner\\name',
    'fal-ai/flux/../../admin',
    'fal-ai//flux',
    'fal-ai/flux/%2e%2e',
    `owner/${'n'.repeat(200)}`,
    'https://replicate.com.evil.example/owner/name',
    'https://evilfal.ai/models/fal-ai/flux/dev',
    'https://replicate.com:8443/owner/name',
    'https://user@replicate.com/owner/name',
    'https://replicate.com/owner',
    'https://replicate.com/owner/name/settings',
    'http://127.0.0.1/owner/name',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ])('%j is refused', (text) => {
    expect(() => parseModelAddress(text)).toThrow(
      expect.objectContaining({ code: 'TemplateError', kind: 'bad-model-id' }),
    );
  });
});
