import { describe, expect, it } from 'vitest';
import { applyEdits, createRules, varyPrompt } from '../../src/shared/assist/index.ts';
import { interchangeable } from '../../src/shared/assist/prompt-edits/interchangeable.ts';
import { readShippedKnowledge } from './knowledge.ts';

const analyze = createRules(await readShippedKnowledge());

describe('variations', () => {
  it('differ in words of the same sort, and show how', () => {
    const analysis = analyze('an oil painting of a red house at sunset');
    const variations = varyPrompt(analysis, 7, 6);
    expect(new Set(variations.map(({ prompt }) => prompt)).size).toBe(6);
    for (const { prompt, edits } of variations) {
      expect(prompt).not.toBe(analysis.prompt);
      expect(applyEdits(analysis.prompt, edits)).toBe(prompt);
      const categories = analyze(prompt).concepts.map(({ category }) => category);
      expect(categories).toEqual(analysis.concepts.map(({ category }) => category));
      expect(prompt).not.toMatch(/\ba (oil|orange|epic|aerial|anime)|\ban [^oea]/u);
    }
  });

  it('are the same ones for the same seed, others for another', () => {
    const analysis = analyze('una casa roja junto al mar, luz suave, acuarela');
    expect(varyPrompt(analysis, 1, 4)).toEqual(varyPrompt(analysis, 1, 4));
    expect(varyPrompt(analysis, 1, 4)).not.toEqual(varyPrompt(analysis, 2, 4));
  });

  it('keep a Spanish adjective in its gender', () => {
    const words = varyPrompt(analyze('una casa roja'), 3, 6).map(({ prompt }) => prompt.replace('una casa ', ''));
    expect(words.toSorted()).toEqual(['amarilla', 'azul', 'blanca', 'morada', 'negra', 'verde']);
  });

  it('are as many as there are', () => {
    expect(varyPrompt(analyze('a bicycle'), 1, 4)).toEqual([]);
    expect(
      varyPrompt(analyze('spring'), 1, 9)
        .map(({ prompt }) => prompt)
        .toSorted(),
    ).toEqual(['autumn', 'summer', 'winter']);
  });

  it('use words that are read as what they stand for', () => {
    for (const family of interchangeable) {
      for (const word of [...family.en, ...family.es].flatMap((each) => each.split('/'))) {
        const categories = new Set(analyze(word).concepts.map(({ category }) => category));
        expect([word, categories.size]).toEqual([word, 1]);
      }
    }
  });
});
