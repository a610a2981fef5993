import { expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/index.ts';
import { jobDuration } from './job-duration.ts';

function seconds(kind: 'video' | 'audio', given: JsonObject, defaults: JsonObject = {}, speaks = false): number {
  return jobDuration({ kind, given, filled: { ...defaults, ...given }, speaks });
}

it.each<[JsonObject, number]>([
  [{}, 5],
  [{ duration: 8 }, 8],
  [{ duration: '10' }, 10],
  [{ duration: '6s' }, 6],
  [{ duration: 'auto' }, 5],
  [{ duration: 0 }, 5],
  [{ seconds: 4 }, 4],
  [{ num_frames: 81, fps: 16 }, 81 / 16],
  [{ num_frames: 120 }, 5],
  [{ music_length_ms: 12_500 }, 12.5],
])('a film of %j lasts %d s', (given, expected) => {
  expect(seconds('video', given)).toBe(expected);
});

it('goes by the cell before the template’s defaults', () => {
  expect(seconds('video', { num_frames: 48 }, { duration: 5, fps: 24 })).toBe(2);
  expect(seconds('video', {}, { duration: 5 })).toBe(5);
});

it('speech lasts as long as its text: 15 characters a second, a second at least', () => {
  const text = 'x'.repeat(150);
  expect(seconds('audio', { text })).toBe(10);
  expect(seconds('audio', { text: 'Hi' })).toBe(1);
  expect(seconds('audio', { prompt: text })).toBe(5);
  expect(seconds('audio', { prompt: text }, {}, true)).toBe(10);
  expect(seconds('audio', { text, duration: 3 })).toBe(3);
});
