import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRules, type PromptAnalysis } from '../../src/shared/assist/index.ts';
import { readShippedKnowledge } from './knowledge.ts';

/** What a careful reader says of a prompt; see the README beside the files. */
interface Expected {
  prompt: string;
  concepts: string[];
  style: string | null;
  content: string | null;
  quality: string;
  complexity: string;
}

const analyze = createRules(await readShippedKnowledge());
const folder = join(import.meta.dirname, '..', 'fixtures', 'prompts');
const read = async (file: string): Promise<Expected[]> =>
  JSON.parse(await readFile(join(folder, file), 'utf8')) as Expected[];

/** Harmonic mean of precision and recall over all prompts, each concept of a prompt counted once. */
function conceptF1(prompts: readonly Expected[]): { f1: number; missed: string[] } {
  let [right, wrong] = [0, 0];
  const missed: string[] = [];
  for (const { prompt, concepts } of prompts) {
    const wanted = new Set(concepts);
    const found = new Set(analyze(prompt).concepts.map(({ category, canonical }) => `${category}/${canonical}`));
    const lacking = [...wanted].filter((each) => !found.has(each));
    const extra = [...found].filter((each) => !wanted.has(each));
    right += 2 * (wanted.size - lacking.length);
    wrong += lacking.length + extra.length;
    if (lacking.length > 0) missed.push(`${prompt}: ${lacking.join(', ')}`);
  }
  return { f1: right / (right + wrong), missed };
}

function shareRight(prompts: readonly Expected[], isRight: (read: PromptAnalysis, wanted: Expected) => boolean) {
  return prompts.filter((each) => isRight(analyze(each.prompt), each)).length / prompts.length;
}

describe.each(['en', 'es'])('the hand-written prompts (%s)', async (language) => {
  const prompts = await read(`${language}.json`);

  it('are sixty', () => expect(new Set(prompts.map(({ prompt }) => prompt)).size).toBe(60));

  it('have their concepts found: F1 of 0.9 at least', () => {
    const { f1, missed } = conceptF1(prompts);
    expect(f1, missed.join('\n')).toBeGreaterThanOrEqual(0.9);
  });

  it('and so have those that were written after the lexicon', async () => {
    const { f1, missed } = conceptF1(await read(`later.${language}.json`));
    expect(f1, missed.join('\n')).toBeGreaterThanOrEqual(0.9);
  });

  it('have their intent read', () => {
    expect(shareRight(prompts, ({ intent }, { style }) => intent.artisticStyle === style)).toBeGreaterThanOrEqual(0.95);
    expect(shareRight(prompts, ({ intent }, { quality }) => intent.qualityLevel === quality)).toBeGreaterThan(0.95);
    expect(shareRight(prompts, ({ intent }, { content }) => intent.contentType === content)).toBeGreaterThan(0.9);
  });

  it('are called as complex as they are, mostly', () => {
    expect(shareRight(prompts, ({ complexity }, wanted) => complexity.category === wanted.complexity)).toBeGreaterThan(
      0.8,
    );
  });

  it('say no style where there is no word of style', () => {
    for (const { prompt, style } of prompts.filter((each) => each.style === null)) {
      expect([prompt, analyze(prompt).intent.artisticStyle, style]).toEqual([prompt, null, null]);
    }
  });
});
