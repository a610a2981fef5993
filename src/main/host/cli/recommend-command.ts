import { UsageError } from '../../../shared/base/index.ts';
import {
  explain,
  loraReasonText,
  loraRejectionText,
  type AdvisedLora,
  type Recommendation,
} from '../../../shared/assist/index.ts';
import { problemsOf, tellProblems } from './advice-problems.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { readWishes, type RecommendFlags, type RecommendWishes } from './recommend-arguments.ts';
import { withCore } from './with-core.ts';

/** `telar recommend PROMPT`: which LoRAs and parameters are advised, and why. Nothing is made. */
export function recommendCommand(prompt: string, flags: RecommendFlags, output: Output): Promise<number> {
  const wishes = readWishes(flags);
  if (prompt.trim() === '') {
    throw new UsageError('empty-prompt', 'The prompt is empty.', { hint: 'Say what the picture is to show.' });
  }
  return withCore({}, async ({ assist }) => {
    const { config, negativePrompt, seed } = wishes;
    const advice = await assist.createPipeline(config).analyzeAndRecommend(prompt, { negativePrompt, seed });
    output.line(adviceLine(advice, wishes));
    for (const line of adviceText(advice, wishes)) output.text(line);
    tellProblems(advice, output);
    return exitCodes.done;
  });
}

/** The advice as one JSON object; every reason also as a sentence. */
export function adviceLine(advice: Recommendation, { level, language }: RecommendWishes): object {
  const { analysis, loras, params, explanation, baseModel } = advice;
  const { params: values, ...grounds } = params;
  const reasonOf = ({ reasons }: AdvisedLora): string =>
    reasons.map((reason) => loraReasonText(reason, language)).join(' ');
  return {
    type: 'recommendation',
    id: advice.id,
    /** With the trigger words of the advised LoRAs. */
    prompt: loras.prompt,
    baseModel,
    analysis,
    loras: loras.loras.map((lora) => ({ ...lora, reason: reasonOf(lora) })),
    rejected: loras.rejected.map((lora) => ({ ...lora, reason: loraRejectionText(lora.why, language) })),
    similarity: loras.similarity,
    rebalancedFrom: loras.rebalancedFrom,
    problems: problemsOf(advice),
    params: { ...values, ...grounds },
    explanation: { level, language, sections: explain(explanation, level, language), data: explanation },
  };
}

/** The advice for people: the prompt as it would be used, then the explanation. */
export function adviceText(advice: Recommendation, { level, language }: RecommendWishes): string[] {
  const sections = explain(advice.explanation, level, language);
  return [
    `${advice.baseModel.id}: ${advice.loras.prompt}`,
    ...sections.flatMap(({ title, sentences }) => ['', title, ...sentences.map((each) => `  ${each}`)]),
  ];
}
