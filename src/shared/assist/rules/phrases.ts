import type { ConceptCategory } from '../analysis.ts';
import { baseForms } from './base-forms.ts';
import type { Lexicon } from './lexicon-schema.ts';
import { readWords, wordKey, type Word } from './read-words.ts';

/** What a phrase names. */
export interface Named {
  category: ConceptCategory;
  canonical: string;
}

interface Node {
  next: Map<string, Node>;
  named: Named | null;
}

/** The forms of a lexicon, found word by word. */
export interface Phrases {
  language: Lexicon['language'];
  root: Node;
}

/** Categories whose two words may stand apart: "long silver hair" is long hair. */
const splitCategories = new Set<ConceptCategory>(['appearance', 'lighting']);
/** Words that may stand in between. */
const maxBetween = 2;

export function buildPhrases({ language, concepts }: Lexicon): Phrases {
  const root = newNode();
  for (const [category, canonicals] of Object.entries(concepts) as [ConceptCategory, Record<string, string[]>][]) {
    for (const [canonical, forms] of Object.entries(canonicals)) {
      for (const form of forms) {
        let node = root;
        for (const { key } of readWords(form).words) node = childOf(node, key);
        node.named ??= { category, canonical };
      }
    }
  }
  return { language, root };
}

/** The longest phrase that begins with the first of `words`; `length` counts its words. */
export function phraseAt(words: readonly Word[], at: number, phrases: Phrases): (Named & { length: number }) | null {
  return longest(words, at, 0, phrases.root, phrases.language);
}

function longest(
  words: readonly Word[],
  at: number,
  length: number,
  node: Node,
  language: Lexicon['language'],
): (Named & { length: number }) | null {
  const word = words[at];
  if (word === undefined || (length > 0 && word.isApart)) return null;
  let best: (Named & { length: number }) | null = null;
  for (const { key, fits } of baseForms(word.key, language)) {
    const next = node.next.get(key);
    if (next === undefined) continue;
    const further = longest(words, at + 1, length + 1, next, language);
    if (further !== null && further.length > (best?.length ?? 0) && fits(further.category)) best = further;
    if (best === null && next.named !== null && fits(next.named.category)) best = { ...next.named, length: length + 1 };
  }
  return best;
}

/** A phrase of two words that has others between them; `last` is where its second word stands. */
export function splitPhraseAt(
  words: readonly Word[],
  at: number,
  { language, root }: Phrases,
  isBetween: (word: Word) => boolean,
): (Named & { last: number }) | null {
  const first = words[at];
  const starts = first === undefined ? [] : [root.next.get(first.key)].filter((node) => node !== undefined);
  for (let last = at + 1; last <= at + maxBetween + 1; last++) {
    const word = words[last];
    if (word === undefined || word.isApart) return null;
    if (last > at + 1) {
      for (const start of starts) {
        for (const { key } of baseForms(word.key, language)) {
          const named = start.next.get(key)?.named ?? null;
          if (named !== null && splitCategories.has(named.category)) return { ...named, last };
        }
      }
    }
    if (!isBetween(word)) return null;
  }
  return null;
}

/** Keys of words, for sets of them. */
export function keySet(words: readonly string[]): Set<string> {
  return new Set(words.map(wordKey));
}

function newNode(): Node {
  return { next: new Map(), named: null };
}

function childOf(node: Node, key: string): Node {
  const child = node.next.get(key) ?? newNode();
  node.next.set(key, child);
  return child;
}
