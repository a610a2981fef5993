import { z } from 'zod';
import { promptAnalysis } from './analysis.ts';
import { explanation } from './explanation.ts';
import { loraAdvice } from './lora-advice.ts';
import { baseModelChoice, parameterAdvice } from './parameter-advice.ts';

/** Everything that is advised for a prompt. */
export const recommendation = z.object({
  /** Follows from the prompt, the configuration and what was learned: the same of them is the same advice. */
  id: z.string().min(1).max(64),
  prompt: z.string(),
  analysis: promptAnalysis,
  loras: loraAdvice,
  params: parameterAdvice,
  explanation,
  baseModel: baseModelChoice,
});
export type Recommendation = z.output<typeof recommendation>;
