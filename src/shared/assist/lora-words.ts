import type { PromptAnalysis } from './analysis.ts';
import { knownWords, type KnownPhrase } from './known-words.ts';
import type { LoraCandidate } from './lora-advice.ts';
import { findPhrase, phraseOf, readWords, type PromptWords } from './prompt-words.ts';

/** A prompt as LoRAs are compared with it. */
export interface WantedWords {
  /** Of the prompt itself, without its marks and LoRA tags. */
  prompt: PromptWords;
  /** Canonical words of what was recognised in it, each with its words in the prompt. */
  concepts: { words: PromptWords; text: string }[];
}

/** A phrase of a LoRA that the prompt has. */
export interface WordMatch {
  /** As the LoRA has it. */
  word: string;
  /** As the prompt has it. */
  text: string;
}

export interface LoraMatch {
  /** What calls for the LoRA: a style or trigger word; null where the prompt has none. */
  called: WordMatch | null;
  /** Of the part of the score that is keywords, 0 to 1. */
  share: number;
  /** Words of the prompt that it has, each once. */
  words: string[];
}

/** Most that tags alone, styles and trigger words alone, and a file's name alone give of the keyword part. */
const shares = { called: 0.7, calledByName: 0.5, tags: 0.3 } as const;
/** Tags in common after which further ones add nothing. */
const enoughTags = 3;

/** What a prompt asks for, by its words and by what the analysis made of them. */
export function wantedWords({ plain, concepts }: Pick<PromptAnalysis, 'plain' | 'concepts'>): WantedWords {
  const prompt = readWords(plain);
  const isDenied = (text: string): boolean => findPhrase(phraseOf(text), prompt) === null && phraseOf(text).length > 0;
  return {
    prompt,
    concepts: concepts
      .filter(({ text }) => !isDenied(text))
      .map(({ canonical, text }) => ({ words: readWords(canonical), text })),
  };
}

/** Words that a LoRA and a prompt share. */
export function matchLora(lora: LoraCandidate, wanted: WantedWords): LoraMatch {
  const { calling, isNamed, tags } = knownWords(lora);
  const called = firstOf(calling, wanted);
  const shared = tags.flatMap((tag) => find(tag, wanted) ?? []);
  const own = called === null ? 0 : isNamed ? shares.calledByName : shares.called;
  const words = [...(called === null ? [] : [called]), ...shared].map(({ text }) => text);
  return {
    called,
    share: own + shares.tags * Math.min(1, shared.length / enoughTags),
    words: [...new Set(words)],
  };
}

function firstOf(phrases: readonly KnownPhrase[], wanted: WantedWords): WordMatch | null {
  for (const phrase of phrases) {
    const found = find(phrase, wanted);
    if (found !== null) return found;
  }
  return null;
}

function find({ word, stems }: KnownPhrase, { prompt, concepts }: WantedWords): WordMatch | null {
  const text =
    findPhrase(stems, prompt) ?? concepts.find(({ words }) => findPhrase(stems, words) !== null)?.text ?? null;
  return text === null ? null : { word, text };
}
