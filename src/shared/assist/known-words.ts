import type { LoraCandidate } from './lora-advice.ts';
import { phraseOf } from './prompt-words.ts';

/** A phrase of a LoRA as it is compared. */
export interface KnownPhrase {
  /** As the LoRA has it. */
  word: string;
  stems: string[];
}

/** The words of a LoRA. */
export interface KnownWords {
  /** Trigger and style words, or those of its file's name where it has neither. */
  calling: KnownPhrase[];
  /** Whether nothing but the name of its file tells what calls for it. */
  isNamed: boolean;
  tags: KnownPhrase[];
  /** Every word of its description, each once. */
  bag: ReadonlySet<string>;
}

/** Candidates are read once and asked about often; one that is read again is another value. */
const known = new WeakMap<LoraCandidate, KnownWords>();
/** Parts of a file's name that are shorter say nothing. */
const leastLength = 3;

/** What a LoRA is about, as one text: what an embedding model is asked for, and what words are counted in. */
export function loraText({ name, triggerWords, styles, tags, description }: LoraCandidate): string {
  return [name, triggerWords.join(', '), styles.join(', '), tags.join(', '), description]
    .filter((part) => part !== '')
    .join('. ');
}

/** The words of a LoRA as they are compared. */
export function knownWords(lora: LoraCandidate): KnownWords {
  const before = known.get(lora);
  if (before !== undefined) return before;
  const declared = phrasesOf([...lora.triggerWords, ...lora.styles]);
  const isNamed = declared.length === 0;
  const words: KnownWords = {
    calling: isNamed ? nameWords(lora.id) : declared,
    isNamed,
    tags: phrasesOf(lora.tags),
    bag: new Set(phraseOf(loraText(lora))),
  };
  known.set(lora, words);
  return words;
}

/** Phrases that have a telling word. */
function phrasesOf(words: readonly string[]): KnownPhrase[] {
  return words.map((word) => ({ word, stems: phraseOf(word) })).filter(({ stems }) => stems.length > 0);
}

function nameWords(id: string): KnownPhrase[] {
  return phraseOf(id)
    .filter((stem) => stem.length >= leastLength)
    .map((stem) => ({ word: stem, stems: [stem] }));
}
