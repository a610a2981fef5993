import { expect, it } from 'vitest';
import { addTriggerWords } from './trigger-words.ts';

const sepia = { id: 'sepia', triggerWords: ['sepia style', 'old photo'] };
const neon = { id: 'neon', triggerWords: ['neon glow'] };
/** A model that reads so many characters. */
const reads = (most: number) => (prompt: string) => prompt.length <= most;

it('adds what is missing at the end, where the model reads it', () => {
  const { prompt, added } = addTriggerWords('a house, ', [sepia, neon], reads(100));
  expect(prompt).toBe('a house, sepia style, neon glow');
  expect([...added]).toEqual([
    ['sepia', ['sepia style']],
    ['neon', ['neon glow']],
  ]);
});

it('puts in front what the model would not read at the end', () => {
  expect(addTriggerWords('a house by the sea', [sepia, neon], reads(35)).prompt).toBe(
    'neon glow, a house by the sea, sepia style',
  );
  expect(addTriggerWords('a house by the sea', [neon], reads(5)).prompt).toBe('neon glow, a house by the sea');
});

it('adds nothing that the prompt has', () => {
  expect(addTriggerWords('an Old Photo of a house', [sepia], reads(5))).toEqual({
    prompt: 'an Old Photo of a house',
    added: new Map(),
  });
});
