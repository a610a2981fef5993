import type { Concept, ConceptCategory } from '../analysis.ts';
import type { Lexicon } from './lexicon-schema.ts';
import { buildPhrases, keySet, phraseAt, splitPhraseAt, type Phrases } from './phrases.ts';
import type { Word } from './read-words.ts';

/** A lexicon made ready for looking up. */
export interface Vocabulary {
  phrases: Phrases;
  functionWords: Set<string>;
  negators: Set<string>;
  negationEnds: Set<string>;
  plurals: Set<string>;
}

export interface FoundConcept extends Concept {
  /** Index of its first word. */
  at: number;
  /** Of its last word, plus one. */
  until: number;
}

export interface FoundConcepts {
  concepts: FoundConcept[];
  excluded: FoundConcept[];
}

/** Spanish prompts borrow English words ("masterpiece"), hardly ever short ones. */
const minBorrowedLength = 4;
/** With the first of these a negation is said: "no red car" excludes a car. */
const thingCategories = new Set<ConceptCategory>(['character', 'object', 'scene', 'clothing', 'style', 'composition']);

export function buildVocabulary(lexicon: Lexicon): Vocabulary {
  return {
    phrases: buildPhrases(lexicon),
    functionWords: keySet(lexicon.functionWords),
    negators: keySet(lexicon.negators),
    negationEnds: keySet(lexicon.negationEnds),
    plurals: keySet(lexicon.plurals),
  };
}

/** Grammar tells a language better than names of things, which languages share. */
const grammarWeight = 2;

/** The language that more of the words belong to; the first of `vocabularies` where it is undecided. */
export function vocabularyOf(prompt: string, words: readonly Word[], vocabularies: readonly Vocabulary[]): Vocabulary {
  const scores = vocabularies.map((vocabulary) => {
    const { functionWords, negators } = vocabulary;
    const grammar = words.filter(({ key }) => functionWords.has(key) || negators.has(key)).length;
    const { concepts, excluded } = findConcepts(prompt, words, vocabulary, null);
    const named = [...concepts, ...excluded].reduce((sum, { at, until }) => sum + until - at, 0);
    return grammarWeight * grammar + named;
  });
  const best = vocabularies[scores.indexOf(Math.max(...scores))];
  if (best === undefined) throw new RangeError('There is no vocabulary to read with.');
  return best;
}

/** Concepts in the order of the prompt; their places never overlap. `lender` is the language words are borrowed from. */
export function findConcepts(
  prompt: string,
  words: readonly Word[],
  own: Vocabulary,
  lender: Vocabulary | null,
): FoundConcepts {
  const concepts: FoundConcept[] = [];
  const excluded: FoundConcept[] = [];
  const taken = new Set<number>();
  let isNegated = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined || taken.has(at)) continue;
    if (word.isApart || own.negationEnds.has(word.key)) isNegated = false;
    const found = foundAt(prompt, words, at, own, lender, taken);
    if (found === null) {
      if (own.negators.has(word.key)) isNegated = true;
      continue;
    }
    (isNegated ? excluded : concepts).push(found);
    if (isNegated && thingCategories.has(found.category)) isNegated = goesOn(words[found.until]);
    at = found.until - 1;
  }
  return { concepts, excluded };
}

function foundAt(
  prompt: string,
  words: readonly Word[],
  at: number,
  own: Vocabulary,
  lender: Vocabulary | null,
  taken: Set<number>,
): FoundConcept | null {
  const word = words[at];
  if (word === undefined) return null;
  const phrase = phraseAt(words, at, own.phrases);
  if (phrase === null || phrase.length === 1) {
    const isBetween = ({ key }: Word): boolean => !own.functionWords.has(key);
    const split = splitPhraseAt(words, at, own.phrases, isBetween);
    if (split !== null && !taken.has(split.last)) {
      taken.add(split.last);
      return conceptOf(prompt, words, at, at + 1, split);
    }
  }
  if (phrase !== null) return conceptOf(prompt, words, at, lastFree(at, at + phrase.length, taken), phrase);
  if (lender === null || own.functionWords.has(word.key) || own.negators.has(word.key)) return null;
  const borrowed = phraseAt(words, at, lender.phrases);
  const isLong = borrowed !== null && (borrowed.length > 1 || word.key.length >= minBorrowedLength);
  return isLong ? conceptOf(prompt, words, at, lastFree(at, at + borrowed.length, taken), borrowed) : null;
}

/** A word that another concept has already is not this one's too. */
function lastFree(from: number, until: number, taken: Set<number>): number {
  for (let at = from; at < until; at++) if (taken.has(at)) return Math.max(at, from + 1);
  return until;
}

function conceptOf(
  prompt: string,
  words: readonly Word[],
  at: number,
  until: number,
  { category, canonical }: { category: ConceptCategory; canonical: string },
): FoundConcept {
  const [first, last] = [words[at], words[until - 1]];
  if (first === undefined || last === undefined) throw new RangeError('A concept has at least one word.');
  const { start, weight } = first;
  return { category, canonical, text: prompt.slice(start, last.end), start, end: last.end, weight, at, until };
}

/** "without cars or people" excludes both. */
function goesOn(next: Word | undefined): boolean {
  return next !== undefined && !next.isApart && ['or', 'nor', 'ni', 'o', 'u'].includes(next.key);
}
