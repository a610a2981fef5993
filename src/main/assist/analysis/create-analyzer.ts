import { createRules, type AnalyzeByRules, type PromptAnalysis } from '../../../shared/assist/index.ts';
import { CancelledError, TelarError, type FailureData } from '../../../shared/base/index.ts';
import { answerFormat, instructions } from './answer-schema.ts';
import { checkAnswer } from './check-answer.ts';
import { readKnowledge } from './read-knowledge.ts';

/** Asks a language model for JSON; the Ollama engine does. Throws TelarError, or CancelledError after `signal`. */
export type AskModel = (
  question: { model: string; system: string; prompt: string; format: object },
  options: { signal: AbortSignal; timeoutMs: number },
) => Promise<string>;

export interface AnalyzerOptions {
  /** Folder of the lexicons, `resources/assist`. */
  folder: string;
  ask: AskModel;
}

export interface Analyzer {
  /**
   * Reads a prompt: by the language model where one is named, else by rules. Where the model is absent, late or wrong,
   * the rules do it and `fallback` says why; it fails only with CancelledError.
   */
  analyze(
    prompt: string,
    ollama: { model: string; timeoutMs: number } | null,
    signal?: AbortSignal,
  ): Promise<PromptAnalysis>;
}

/** Reads prompts. The lexicons are loaded at the first one. */
export function createAnalyzer({ folder, ask }: AnalyzerOptions): Analyzer {
  let loading: Promise<AnalyzeByRules> | null = null;
  const rules = (): Promise<AnalyzeByRules> => (loading ??= readKnowledge(folder).then(createRules));

  return {
    async analyze(prompt, ollama, signal = new AbortController().signal) {
      const byRules = (await rules())(prompt);
      if (signal.aborted) throw new CancelledError();
      if (ollama === null || prompt.trim() === '') return byRules;
      const { model, timeoutMs } = ollama;
      const question = { model, system: instructions, prompt: JSON.stringify(prompt), format: answerFormat };
      try {
        return checkAnswer(await ask(question, { signal, timeoutMs }), byRules);
      } catch (error) {
        if (!(error instanceof TelarError)) throw error;
        return { ...byRules, fallback: aboutReading(error.toJSON()) };
      }
    },
  };
}

/** The hints of a server's failures are for whoever runs a cell; here nothing ran, and nothing has to be repeated. */
function aboutReading(failure: FailureData): FailureData {
  if (failure.code !== 'ProviderError') return failure;
  return { ...failure, hint: 'Ask again, or choose another model of Ollama for reading prompts.' };
}
