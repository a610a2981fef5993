import { expect, it } from 'vitest';
import type { RemoteOutput } from '../remote-engine.ts';
import { outputOf, seedOf } from './output.ts';

const url = (name: string) => `https://v3.fal.media/files/${name}`;
const files = (...names: string[]): RemoteOutput => ({ kind: 'files', urls: names.map(url) });

it.each<[string, unknown, RemoteOutput]>([
  [
    'pictures',
    {
      images: [{ url: url('a'), content_type: 'image/png' }, { url: url('b') }],
      prompt: 'x',
      timings: { inference: 1 },
    },
    files('a', 'b'),
  ],
  ['one picture', { image: { url: url('a'), width: 1024 } }, files('a')],
  ['a film', { video: { url: url('a.mp4'), file_size: 7 }, seed: 3 }, files('a.mp4')],
  ['a sound', { audio: { url: url('a.wav') } }, files('a.wav')],
  ['a file deep inside', { model_mesh: { parts: [{ file: { url: url('a.glb') } }] } }, files('a.glb')],
  ['an address alone', { audio_url: url('a.mp3') }, files('a.mp3')],
  [
    'a text',
    { output: 'Once upon a time', reasoning: null, partial: false },
    { kind: 'text', text: 'Once upon a time' },
  ],
  ['a transcription', { text: 'hola', chunks: [{ text: 'hola', timestamp: [0, 1] }] }, { kind: 'text', text: 'hola' }],
  ['a text in pieces', { output: ['a', 'b'] }, { kind: 'text', text: 'ab' }],
  ['nothing', { images: [], timings: {}, has_nsfw_concepts: [] }, files()],
  ['no object', null, files()],
  ['data instead of an address', { images: [{ url: 'data:image/png;base64,AAAA' }] }, files()],
  ['another scheme', { image: { url: 'file:///etc/passwd' } }, files()],
])('finds %s', (_what, data, output) => {
  expect(outputOf(data)).toEqual(output);
});

it.each([
  [{ seed: 7 }, '7'],
  [{ seed: '18446744073709551615' }, '18446744073709551615'],
  [{ seed: 18446744073709552000 }, null],
  [{ seed: 'abc' }, null],
  [{}, null],
  [null, null],
])('the seed of %j is %j', (data, seed) => {
  expect(seedOf(data)).toBe(seed);
});
