import { describe, expect, it } from 'vitest';
import {
  character,
  characterTraits,
  createRules,
  generateCharacter,
  optionsOf,
  worldNames,
} from '../../src/shared/assist/index.ts';
import { readShippedKnowledge } from './knowledge.ts';

const analyze = createRules(await readShippedKnowledge());
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe('a character', () => {
  it('is told in a sentence that agrees', () => {
    const fixed = { world: 'fantasy', gender: 'woman', age: 'old', role: 'wizard', pose: 'sitting', setting: 'ruins' };
    expect(generateCharacter({ seed: 4, language: 'en', fixed }).prompt).toMatch(
      /^an old woman, wizard, .* hair.*, .* eyes, .*wearing .*, holding .*, sitting among ancient ruins, /u,
    );
    expect(generateCharacter({ seed: 4, language: 'es', fixed }).prompt).toMatch(
      /^una mujer anciana, maga, pelo .*, ojos .*, con .*, sosteniendo .*, sentada entre ruinas antiguas, /u,
    );
  });

  it('is the same for the same seed, in both languages, and another for another', () => {
    for (const seed of seeds.slice(0, 20)) {
      const english = generateCharacter({ seed, language: 'en' });
      expect(character.parse(english)).toEqual(english);
      expect(generateCharacter({ seed, language: 'en' })).toEqual(english);
      expect(generateCharacter({ seed, language: 'es' }).traits).toEqual(english.traits);
    }
    expect(new Set(seeds.map((seed) => generateCharacter({ seed, language: 'en' }).prompt)).size).toBe(seeds.length);
  });

  it('keeps its other traits when one is fixed', () => {
    const before = generateCharacter({ seed: 11, language: 'en' });
    const after = generateCharacter({ seed: 11, language: 'en', fixed: { eyes: 'golden' } });
    expect(after.traits).toEqual({ ...before.traits, eyes: 'golden' });
  });

  it.each([
    [{ eyes: 'plaid' }, 'eyes'],
    [{ world: 'underwater' }, 'world'],
    [{ world: 'modern', role: 'wizard' }, 'role'],
  ])('is none with %j', (fixed, parameter) => {
    expect(() => generateCharacter({ seed: 1, language: 'en', fixed })).toThrow(
      expect.objectContaining({ code: 'ParameterValidationError', kind: 'not-a-choice', place: { parameter } }),
    );
  });

  it.each(['en', 'es'] as const)('is read as the person that it is (%s)', (language) => {
    for (const seed of seeds) {
      const { prompt } = generateCharacter({ seed, language });
      const { concepts, intent } = analyze(prompt);
      const categories = new Set(concepts.map(({ category }) => category));
      for (const category of ['character', 'appearance', 'clothing', 'action', 'mood', 'lighting'] as const) {
        expect([prompt, category, categories.has(category)]).toEqual([prompt, category, true]);
      }
      expect([prompt, intent.artisticStyle]).toEqual([prompt, null]);
      expect(['portrait', 'full-body', 'group']).toContain(intent.contentType);
    }
  });

  it('can be anything that is offered', () => {
    for (const world of worldNames) {
      for (const trait of characterTraits) {
        if (trait === 'world') continue;
        for (const { id } of optionsOf(trait, world)) {
          expect(generateCharacter({ seed: 1, language: 'es', fixed: { world, [trait]: id } }).traits[trait]).toBe(id);
        }
      }
    }
  });
});
