import type { Concept, PromptAnalysis } from '../analysis.ts';
import { seededDraw } from '../seeded-draw.ts';
import { interchangeable } from './interchangeable.ts';
import { applyEdits, type PromptEdit } from './prompt-edit.ts';

export interface PromptVariation {
  prompt: string;
  edits: PromptEdit[];
}

/** Draws before it is said that there are no more. */
const triesPerVariation = 8;
const articleBefore = /(?<![\p{L}\p{N}])(an?)\s+$/iu;

/**
 * Prompts that differ from the analysed one in one or two words of the same sort: another time of day, colour, mood,
 * style. The same seed gives the same ones; fewer than `count` where the prompt has too few such words.
 */
export function varyPrompt({ prompt, concepts }: PromptAnalysis, seed: number, count: number): PromptVariation[] {
  const variable = concepts.flatMap((concept) => {
    const others = othersOf(concept);
    return others.length === 0 ? [] : [{ concept, others }];
  });
  const variations = new Map<string, PromptVariation>();
  if (variable.length === 0) return [];
  for (let index = 0; index < count * triesPerVariation && variations.size < count; index++) {
    const first = seededDraw(seed, `${index}:first`, variable);
    const second = seededDraw(seed, `${index}:second`, variable);
    const chosen = first === second || index % 2 === 0 ? [first] : [first, second];
    const edits = chosen.map(({ concept, others }) =>
      swap(prompt, concept, seededDraw(seed, `${index}:${concept.start}`, others)),
    );
    const varied = applyEdits(prompt, edits);
    if (!variations.has(varied)) variations.set(varied, { prompt: varied, edits });
  }
  return [...variations.values()];
}

function othersOf({ text }: Concept): string[] {
  const wanted = text.toLowerCase();
  for (const family of interchangeable) {
    for (const words of [family.en, family.es]) {
      const own = words.find((word) => word.split('/').includes(wanted));
      if (own === undefined) continue;
      const gender = own.split('/').indexOf(wanted);
      return words.filter((word) => word !== own).map((word) => word.split('/')[gender] ?? word);
    }
  }
  return [];
}

/** The English article before the word changes with it. */
function swap(prompt: string, { start, end, text }: Concept, word: string): PromptEdit {
  const isCapital = /^\p{Lu}/u.test(text);
  const spelled = isCapital ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  const article = articleBefore.exec(prompt.slice(Math.max(0, start - 8), start));
  if (article === null) return { kind: 'swap', start, end, replacement: spelled };
  const [all, given = 'a'] = article;
  const right = (given.startsWith('A') ? 'A' : 'a') + (/^[aeiou]/iu.test(word) ? 'n' : '');
  return { kind: 'swap', start: start - all.length, end, replacement: `${right} ${spelled}` };
}
