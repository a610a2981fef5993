import { CancelledError, toFailure, type FailureData } from '../../../shared/base/index.ts';
import {
  lexicalSimilarities,
  loraText,
  wantedWords,
  type LoraCandidate,
  type PromptAnalysis,
  type Similarity,
} from '../../../shared/assist/index.ts';
import type { OpenVectors, TextVectors, VectorOptions } from './text-vectors.ts';

export interface LoraSimilarity {
  /**
   * By the first of `sources` that has a model and answers in time, else by shared words; `fallback` is why it was not an
   * earlier one.
   */
  compare(
    analysis: PromptAnalysis,
    candidates: readonly LoraCandidate[],
    sources: readonly TextVectors[],
    options: VectorOptions,
  ): Promise<Similarity>;
}

/** Vectors that are remembered: of a thousand LoRAs, some 8 MB at 1,024 numbers each. */
const maxVectors = 4_000;
/** Texts that are asked for at once: what has come is kept when the next ones are late. */
const portion = 64;

export function createLoraSimilarity(): LoraSimilarity {
  const vectors = new Map<string, number[]>();

  async function similarities(
    model: OpenVectors,
    prompt: string,
    candidates: readonly LoraCandidate[],
    endsAt: number,
    signal: AbortSignal,
  ): Promise<number[]> {
    const texts = candidates.map(loraText);
    if (vectors.size + texts.length > maxVectors) vectors.clear();
    const nameOf = (text: string): string => `${model.key}\n${text}`;
    const asked = [...new Set([prompt, ...texts])].filter((text) => !vectors.has(nameOf(text)));
    for (let from = 0; from < asked.length; from += portion) {
      const some = asked.slice(from, from + portion);
      const found = await model.embed(some, { signal, timeoutMs: Math.max(1, endsAt - Date.now()) });
      some.forEach((text, i) => vectors.set(nameOf(text), found[i] ?? []));
    }
    const vectorOf = (text: string): number[] => vectors.get(nameOf(text)) ?? [];
    return texts.map((text) => cosine(vectorOf(prompt), vectorOf(text)));
  }

  return {
    async compare(analysis, candidates, sources, { signal, timeoutMs }) {
      let fallback: FailureData | null = null;
      for (const source of candidates.length === 0 ? [] : sources) {
        const endsAt = Date.now() + timeoutMs;
        try {
          const model = await source.open({ signal, timeoutMs });
          if (model === null) continue;
          const values = await similarities(model, analysis.plain, candidates, endsAt, signal);
          return { by: source.by, values, fallback };
        } catch (error) {
          if (signal.aborted) throw new CancelledError();
          fallback ??= toFailure(error);
        }
      }
      return { by: 'lexical', values: lexicalSimilarities(candidates, wantedWords(analysis)), fallback };
    },
  };
}

/** 0 to 1: texts that have nothing in common can come out slightly below zero. */
function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let lengths = [0, 0] as [number, number];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    dot += x * y;
    lengths = [lengths[0] + x * x, lengths[1] + y * y];
  }
  const product = Math.sqrt(lengths[0] * lengths[1]);
  return product === 0 ? 0 : Math.min(1, Math.max(0, dot / product));
}
