import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  buildNegativePrompt,
  createRules,
  negativePrompt,
  type NegativePrompt,
} from '../../src/shared/assist/index.ts';
import { sparedBy } from '../../src/shared/assist/negative/negative-terms.ts';
import { readShippedKnowledge } from './knowledge.ts';

const knowledge = await readShippedKnowledge();
const analyze = createRules(knowledge);
const negativeFor = (prompt: string, family = 'sd1'): NegativePrompt => buildNegativePrompt(analyze(prompt), family);
const textsOf = ({ terms }: NegativePrompt): string[] => terms.map(({ text }) => text);

describe('the negative prompt', () => {
  it('has reasons by exclusion, style, content, quality and in general', () => {
    const negative = negativeFor('photorealistic portrait of a woman without glasses, highly detailed');
    expect(negativePrompt.parse(negative)).toEqual(negative);
    expect(negative.text).toBe(textsOf(negative).join(', '));
    expect(negative.terms).toEqual(
      expect.arrayContaining([
        { text: 'glasses', why: { kind: 'excluded', value: null } },
        { text: 'anime', why: { kind: 'style', value: 'photorealistic' } },
        { text: 'deformed face', why: { kind: 'content', value: 'portrait' } },
        { text: 'low resolution', why: { kind: 'quality', value: 'high' } },
        { text: 'watermark', why: { kind: 'general', value: null } },
      ]),
    );
    expect(negative.terms[0]?.text).toBe('glasses');
  });

  it('is English for a Spanish prompt', () => {
    expect(textsOf(negativeFor('una playa sin gente ni barcos')).slice(0, 2)).toEqual(['people', 'boat']);
  });

  it.each([
    ['portrait of a girl, bokeh', 'blurry', 'bokeh'],
    ['un cartel de feria', 'text', 'cartel'],
    ['photo of a cartoon on a wall', 'cartoon', 'cartoon'],
    ['a zombie portrait', 'deformed face', 'zombie'],
  ])('of "%s" spares "%s"', (prompt, term, because) => {
    const negative = negativeFor(prompt);
    expect(textsOf(negative)).not.toContain(term);
    expect(negative.spared).toContainEqual({ text: term, for: because });
  });

  it('of a draft forbids no quality', () => {
    expect(negativeFor('quick draft of a box').terms.map(({ why }) => why.kind)).not.toContain('general');
  });

  it('has words that the model knows, or none', () => {
    expect(negativeFor('a red house without clouds or people', 'telar-mini').text).toBe('clouds');
    expect(negativeFor('a photorealistic red house', 'telar-mini').text).toBe('');
  });

  it.each(['en', 'es'])('never forbids what the prompt asks for, is never long (%s)', async (language) => {
    const file = join(import.meta.dirname, '..', 'fixtures', 'prompts', `${language}.json`);
    for (const { prompt } of JSON.parse(await readFile(file, 'utf8')) as { prompt: string }[]) {
      const analysis = analyze(prompt);
      const negative = buildNegativePrompt(analysis, 'sdxl');
      const asked = new Set(analysis.concepts.flatMap(({ canonical, text }) => [canonical, text.toLowerCase()]));
      expect(textsOf(negative).filter((text) => asked.has(text))).toEqual([]);
      expect(new Set(textsOf(negative)).size).toBe(negative.terms.length);
      expect(negative.terms.length).toBeLessThanOrEqual(24);
    }
  });

  it('spares for concepts that there are', () => {
    const canonicals = new Set(
      knowledge.lexicons.flatMap(({ concepts }) => Object.values(concepts).flatMap((each) => Object.keys(each))),
    );
    expect(
      Object.values(sparedBy)
        .flat()
        .filter((canonical) => !canonicals.has(canonical)),
    ).toEqual([]);
  });
});
