import type { Recommendation } from '../../../shared/assist/index.ts';
import type { FailureData } from '../../../shared/base/index.ts';
import type { Output } from './output.ts';

const comparedBy: Record<Recommendation['loras']['similarity'], string> = {
  ollama: 'LoRAs were compared by Ollama',
  onnx: 'LoRAs were compared by the sentence model of this machine',
  lexical: 'LoRAs were compared by the words that they share with the prompt',
};

/** What could not be asked or read though there is advice, each once. */
export function problemsOf({ analysis, loras }: Recommendation): FailureData[] {
  const all = [analysis.fallback, loras.fallback, ...loras.problems].filter((each) => each !== null);
  return all.filter((each, i) => all.findIndex((other) => isSame(each, other)) === i);
}

/** Says on stderr what was done without, and why; the advice holds all the same. */
export function tellProblems(advice: Recommendation, output: Output): void {
  const { analysis, loras } = advice;
  for (const problem of problemsOf(advice)) {
    const instead = [
      ...(isSame(problem, analysis.fallback) ? ['The prompt was read by rules'] : []),
      ...(isSame(problem, loras.fallback) ? [comparedBy[loras.similarity]] : []),
    ];
    if (instead.length > 0) output.note(`${instead.join(', and ')}:`);
    output.explain(problem);
  }
}

function isSame(one: FailureData, other: FailureData | null): boolean {
  return other !== null && one.code === other.code && one.kind === other.kind && one.message === other.message;
}
