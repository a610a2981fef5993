import {
  adviseLoras,
  type Learned,
  type LoraAdvice,
  type LoraPreferences,
  type PromptAnalysis,
  type PromptRoom,
} from '../../../shared/assist/index.ts';
import type { LoraHeader } from './lora-header.ts';
import { createLoraRegistry, type LoraCatalogue, type LoraPlaces } from './lora-registry.ts';
import { createLoraSimilarity } from './lora-similarity.ts';
import type { TextVectors } from './text-vectors.ts';

export interface LoraRequest {
  analysis: PromptAnalysis;
  places: LoraPlaces;
  /** What the base model goes by: its id first, then its family. */
  baseNames: readonly string[];
  preferences: LoraPreferences;
  learned: Learned;
  /** What texts are compared by, the best first; without any by words alone. */
  sources: readonly TextVectors[];
  /** Whether the model reads a prompt to its end; null where that is not known. */
  isRead: PromptRoom | null;
  signal: AbortSignal;
  /** Milliseconds that each of them has. */
  timeoutMs: number;
}

export interface LoraAdviser {
  advise(request: LoraRequest): Promise<LoraAdvice>;
  /** All LoRAs that are known in these places. */
  catalogue(places: LoraPlaces): Promise<LoraCatalogue>;
}

/** Advises on the LoRAs of this machine. `readHeader` reads the header of a safetensors file. */
export function createLoraAdviser(readHeader: (file: string) => Promise<LoraHeader>): LoraAdviser {
  const registry = createLoraRegistry(readHeader);
  const similarity = createLoraSimilarity();
  return {
    catalogue: (places) => registry.read(places),
    async advise({ analysis, places, baseNames, preferences, learned, sources, isRead, signal, timeoutMs }) {
      const { candidates, problems } = await registry.read(places);
      const compared = await similarity.compare(analysis, candidates, sources, { signal, timeoutMs });
      return adviseLoras({
        analysis,
        candidates,
        baseNames,
        preferences,
        learned,
        similarity: compared,
        isRead: isRead ?? undefined,
        problems,
      });
    },
  };
}
