import type { PipelineConfig, PromptAnalysis, Recommendation } from '../../../shared/assist/index.ts';
import type { TriggerWords } from './trigger-words.ts';

/** What advice is asked for. */
export interface AdviceQuestion {
  prompt: string;
  /** Null leaves it to the advice. */
  negativePrompt: string | null;
  seed: number | null;
  config: PipelineConfig;
}

/** Reads prompts and advises about them; it generates nothing. */
export interface Advisor {
  analyze(prompt: string, ollama: PipelineConfig['ollama'], signal?: AbortSignal): Promise<PromptAnalysis>;
  /** Throws ModelNotFoundError. */
  recommend(question: AdviceQuestion, signal?: AbortSignal): Promise<Recommendation>;
  /** Words that call the LoRAs of a model, and whether it reads them. */
  triggerWords(model: string): Promise<TriggerWords>;
}
