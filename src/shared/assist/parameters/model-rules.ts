import { z } from 'zod';
import { parameterSchemas, type ModelTemplate } from '../../template/index.ts';
import { artisticStyle, contentType } from '../intent.ts';
import { priority } from '../parameter-advice.ts';

const range = z.tuple([z.number().nonnegative(), z.number().nonnegative()]);
const steps = z.tuple([z.int().positive(), z.int().positive()]);

/** What is known of a model, or of models of a kind; goes before the general ranges. */
export const modelRule = z.strictObject({
  id: z.string().min(1),
  /** All that is named must hold. The texts are regular expressions, read without regard to case. */
  match: z.strictObject({
    id: z.string().optional(),
    /** Of its id, title and description together. */
    text: z.string().optional(),
    /** The model's own settings. */
    defaultStepsAtMost: z.int().optional(),
    defaultGuidanceAtMost: z.number().optional(),
    defaultScheduler: z.string().optional(),
  }),
  /** Steps that are good, by how complex a prompt is. */
  steps: z.strictObject({ simple: steps, moderate: steps, complex: steps }).optional(),
  /** Fewer steps than this make no picture worth having. */
  leastSteps: z.int().positive().optional(),
  guidance: range.optional(),
  /** The model's own names, the best first. */
  schedulers: z.record(priority, z.array(z.string()).min(1)).optional(),
  /** False for a model that never learned what to leave out. */
  usesNegativePrompt: z.boolean().optional(),
  suits: z.strictObject({ styles: z.array(artisticStyle), contents: z.array(contentType) }).optional(),
  /** Ships so that there is always one: any other model that keeps the limits goes before it. */
  isLastResort: z.boolean().optional(),
  /** Where the values come from. */
  source: z.string().min(1),
});
export type ModelRule = z.output<typeof modelRule>;

export const modelRules = z.strictObject({ rules: z.array(modelRule) });
export type ModelRules = z.output<typeof modelRules>;

/** Rule of a model: the first that matches, so that what is said of one model stands before what is said of its kind. */
export function modelRuleFor(template: ModelTemplate, { rules }: ModelRules): ModelRule | null {
  return rules.find((rule) => matches(template, rule.match)) ?? null;
}

function matches(template: ModelTemplate, match: ModelRule['match']): boolean {
  const own = parameterSchemas(template);
  const text = [template.id, template.title, template.description].join('\n');
  const atMost = (names: readonly string[], most: number | undefined): boolean => {
    if (most === undefined) return true;
    const value = names.map((name) => own[name]?.default).find((each) => each !== undefined);
    return typeof value === 'number' && value <= most;
  };
  return (
    (match.id === undefined || new RegExp(match.id, 'i').test(template.id)) &&
    (match.text === undefined || new RegExp(match.text, 'i').test(text)) &&
    atMost(['steps', 'num_inference_steps'], match.defaultStepsAtMost) &&
    atMost(['guidance_scale', 'guidance'], match.defaultGuidanceAtMost) &&
    (match.defaultScheduler === undefined || own.scheduler?.default === match.defaultScheduler)
  );
}
