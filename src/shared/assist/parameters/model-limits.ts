import { parameterSchemas, type ModelTemplate, type ParameterSchema } from '../../template/index.ts';
import type { AdvisedName } from '../parameter-advice.ts';

/** Names that models have for what is advised, the usual one first. */
const ownNames: Record<AdvisedName, readonly string[]> = {
  steps: ['steps', 'num_inference_steps', 'num_steps'],
  guidanceScale: ['guidance_scale', 'guidance', 'cfg'],
  width: ['width'],
  height: ['height'],
  aspectRatio: ['aspect_ratio', 'image_size'],
  scheduler: ['scheduler', 'sampler'],
  seed: ['seed'],
  negativePrompt: ['negative_prompt'],
};

/** What a model takes for a number. */
export interface NumberLimit {
  /** As the template calls it. */
  own: string;
  least: number;
  most: number;
  /** Values are multiples of this; 0 where any will do. */
  step: number;
  /** The only values, where the model names them; ascending. */
  values: readonly number[] | null;
  usual: number;
}

export interface ChoiceLimit {
  own: string;
  /** The model's own names with what people call them. */
  choices: readonly { name: string; title: string }[];
  usual: string;
}

/** What a model takes of what can be advised; null = it has no such parameter. */
export interface ModelLimits {
  steps: NumberLimit | null;
  guidanceScale: NumberLimit | null;
  width: NumberLimit | null;
  height: NumberLimit | null;
  seed: NumberLimit | null;
  /** Where a model has it, width and height are null: it goes by them only when it is told to. */
  aspectRatio: ChoiceLimit | null;
  scheduler: ChoiceLimit | null;
  /** The template's name of the negative prompt. */
  negativePrompt: string | null;
}

/** Bounds for a parameter whose schema names none. */
const usual = {
  steps: { least: 1, most: 150, step: 1, usual: 30 },
  guidanceScale: { least: 0, most: 30, step: 0, usual: 7.5 },
  width: { least: 64, most: 2048, step: 8, usual: 1024 },
  height: { least: 64, most: 2048, step: 8, usual: 1024 },
  seed: { least: 0, most: 2 ** 32 - 1, step: 1, usual: 0 },
} as const;
type NumberName = keyof typeof usual;

/** Reads the limits of a model from its template. */
export function limitsOf(template: ModelTemplate): ModelLimits {
  const schemas = parameterSchemas(template);
  const number = (name: NumberName): NumberLimit | null => {
    const own = ownNameOf(schemas, name);
    return own === null ? null : numberLimit(own, schemas[own] ?? {}, name);
  };
  const aspectRatio = choiceLimit(schemas, 'aspectRatio');
  return {
    steps: number('steps'),
    guidanceScale: number('guidanceScale'),
    width: aspectRatio === null ? number('width') : null,
    height: aspectRatio === null ? number('height') : null,
    aspectRatio,
    seed: number('seed'),
    scheduler: choiceLimit(schemas, 'scheduler'),
    negativePrompt: ownNameOf(schemas, 'negativePrompt'),
  };
}

function ownNameOf(schemas: Record<string, ParameterSchema>, name: AdvisedName): string | null {
  return ownNames[name].find((each) => Object.hasOwn(schemas, each)) ?? null;
}

function numberLimit(own: string, schema: ParameterSchema, name: NumberName): NumberLimit | null {
  const types = [schema.type].flat();
  if (schema.enum === undefined && !types.includes('integer') && !types.includes('number')) return null;
  const values = schema.enum?.filter((each) => typeof each === 'number').sort((a, b) => a - b) ?? null;
  const [smallest] = values ?? [];
  if (values !== null && smallest === undefined) return null;
  const multiple: unknown = (schema as { multipleOf?: unknown }).multipleOf;
  const least = smallest ?? schema.minimum ?? usual[name].least;
  const most = values?.at(-1) ?? schema.maximum ?? usual[name].most;
  const limit = { own, least, most, step: typeof multiple === 'number' ? multiple : usual[name].step, values };
  const preset = typeof schema.default === 'number' ? schema.default : usual[name].usual;
  return { ...limit, usual: nearestTo(preset, limit) };
}

function choiceLimit(schemas: Record<string, ParameterSchema>, parameter: AdvisedName): ChoiceLimit | null {
  const own = ownNameOf(schemas, parameter);
  const schema = own === null ? undefined : schemas[own];
  if (own === null || schema === undefined) return null;
  const titles = schema['x-enum-titles'];
  const choices = namedValues(schema).flatMap((name, index) =>
    typeof name === 'string' ? [{ name, title: titles?.[index] ?? name }] : [],
  );
  const [first] = choices;
  if (first === undefined) return null;
  return { own, choices, usual: typeof schema.default === 'string' ? schema.default : first.name };
}

/** The values that a parameter has names for: its own, or those of the part of it that is a name (`image_size` of fal). */
export function namedValues(schema: ParameterSchema): readonly unknown[] {
  const { anyOf = [], oneOf = [] } = schema as Record<'anyOf' | 'oneOf', readonly ParameterSchema[] | undefined>;
  return schema.enum ?? [...anyOf, ...oneOf].find((part) => part.enum !== undefined)?.enum ?? [];
}

/** The nearest value that the model takes. */
export function nearestTo(value: number, limit: Pick<NumberLimit, 'least' | 'most' | 'step' | 'values'>): number {
  const { least, most, step, values } = limit;
  if (values !== null) {
    return values.reduce(
      (best, each) => (Math.abs(each - value) < Math.abs(best - value) ? each : best),
      values[0] ?? value,
    );
  }
  const inside = Math.min(Math.max(value, least), most);
  if (step === 0) return inside;
  const rounded = Math.round(inside / step) * step;
  if (rounded < least) return Math.ceil(least / step) * step;
  return rounded > most ? Math.floor(most / step) * step : rounded;
}
