import type { Concept, Emphasis, PromptAnalysis } from '../analysis.ts';
import { parsePrompt } from '../../prompt/index.ts';
import { buildVocabulary, findConcepts, vocabularyOf, type FoundConcept, type Vocabulary } from './find-concepts.ts';
import type { Knowledge } from './lexicon-schema.ts';
import { measureComplexity } from './measure-complexity.ts';
import type { SaidConcept } from './read-content.ts';
import { readIntent } from './read-intent.ts';
import { readWords, type Word } from './read-words.ts';

/** Words looked back over for "two" and "several". */
const countDistance = 2;

/** The analysis by rules: the same prompt gives the same answer, on every machine. */
export type AnalyzeByRules = (prompt: string) => PromptAnalysis;

/** Makes the lexicons ready once. English must come first: it is what a prompt without any known word is read as. */
export function createRules({ lexicons, meaning }: Knowledge): AnalyzeByRules {
  const vocabularies = lexicons.map(buildVocabulary);
  const english = vocabularies[0];

  return (prompt) => {
    const { plain, words } = readWords(prompt);
    const own = vocabularyOf(prompt, words, vocabularies);
    // Prompts in any language borrow English words; English ones borrow none.
    const lender = own === english ? null : (english ?? null);
    const found = findConcepts(prompt, words, own, lender);
    const said = found.concepts.map((each, index) => saidConcept(each, found.concepts[index - 1], words, own));
    return {
      by: 'rules',
      fallback: null,
      prompt,
      plain,
      concepts: found.concepts.map(withoutPlace),
      excluded: found.excluded.map(withoutPlace),
      intent: readIntent(said, meaning),
      complexity: measureComplexity(found.concepts, words.length),
      emphasis: readEmphasis(prompt),
    };
  };
}

/** Texts of a weight of their own, without the space around them. */
function readEmphasis(prompt: string): Emphasis[] {
  return parsePrompt(prompt).parts.flatMap((part) => {
    if (part.kind === 'break' || part.weight === 1 || part.text.trim() === '') return [];
    const start = part.start + (part.text.length - part.text.trimStart().length);
    const end = part.end - (part.text.length - part.text.trimEnd().length);
    return [{ start, end, text: part.text.trim(), weight: part.weight }];
  });
}

/** The weight that holds at an offset into the prompt. */
export function weightAt(emphases: readonly Emphasis[], at: number): number {
  return emphases.find(({ start, end }) => start <= at && at < end)?.weight ?? 1;
}

function withoutPlace({ category, canonical, text, start, end, weight }: FoundConcept): Concept {
  return { category, text, canonical, start, end, weight };
}

const irregularPlural = /^(men|women|children|people|.*men)$/u;

function saidConcept(
  concept: FoundConcept,
  before: FoundConcept | undefined,
  words: readonly Word[],
  { plurals }: Vocabulary,
): SaidConcept {
  const last = words[concept.until - 1]?.key ?? '';
  const counted = words.slice(Math.max(0, concept.at - countDistance), concept.at).some(({ key }) => plurals.has(key));
  const isPlural = irregularPlural.test(last) || (/[^s]s$/u.test(last) && !concept.canonical.endsWith('s')) || counted;
  const isJoined = before?.until === concept.at && words[concept.at]?.isApart === false;
  return { ...withoutPlace(concept), isPlural, isJoined };
}
