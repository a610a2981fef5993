import { describe, expect, it } from 'vitest';
import { addressesBy } from './addresses.ts';

describe('requests to fal', () => {
  it.each([
    [null, 'https://queue.fal.run/fal-ai/flux?x=1', 'https://queue.fal.run/fal-ai/flux?x=1'],
    [
      'http://127.0.0.1:9000',
      'https://queue.fal.run/fal-ai/flux?x=1',
      'http://127.0.0.1:9000/queue.fal.run/fal-ai/flux?x=1',
    ],
    ['https://proxy.example/fal/', 'https://rest.fal.ai/storage', 'https://proxy.example/fal/rest.fal.ai/storage'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/v3.fal.media/a', 'http://127.0.0.1:9000/v3.fal.media/a'],
  ])('with base address %j: %s goes to %s', (base, asked, gone) => {
    expect(addressesBy(base).resolve(new URL(asked), true).href).toBe(gone);
  });

  it.each([
    'https://evilfal.ai/a',
    'https://x-fal.run/a',
    'https://queue.fal.run.evil.example/a',
    'https://queue.fal.run:8443/a',
    'http://queue.fal.run/a',
    'https://me:secret@queue.fal.run/a',
    'https://v3.fal.media/upload',
    'https://fal.ai/api',
    'http://127.0.0.1:9000/a',
    'https://127.0.0.1/a',
  ])('do not bring the key to %s', (address) => {
    const addresses = addressesBy(null);
    expect(addresses.isPinned(address)).toBe(false);
    expect(() => addresses.resolve(new URL(address), true)).toThrow(
      expect.objectContaining({ code: 'ProviderError', kind: 'refused' }),
    );
  });

  it.each(['http://v3.fal.media/a', 'file:///etc/passwd', 'https://me:secret@v3.fal.media/a'])(
    'without the key are not sent to %s either',
    (address) => {
      expect(() => addressesBy(null).resolve(new URL(address), false)).toThrow(
        expect.objectContaining({ kind: 'refused' }),
      );
    },
  );
});

describe('results of fal', () => {
  it.each([
    ['https://fal.media/files/a.png', true],
    ['https://v3b.fal.media/files/a.png', true],
    ['https://evilfal.media/files/a.png', false],
    ['https://fal.media.evil.example/a.png', false],
    ['http://v3b.fal.media/files/a.png', false],
    ['https://v3b.fal.media:444/files/a.png', false],
    ['https://me@v3b.fal.media/files/a.png', false],
    ['http://127.0.0.1:9000/v3b.fal.media/a.png', true],
    ['http://127.0.0.1:9001/v3b.fal.media/a.png', false],
  ])('are fetched from %s: %j', (address, expected) => {
    expect(addressesBy('http://127.0.0.1:9000').mayFetch(new URL(address))).toBe(expected);
  });
});
