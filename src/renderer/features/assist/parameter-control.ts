import { namedValues, parameterNameOf, type AdvisedName } from '../../../shared/assist/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';

/** How a parameter of a picture is set on this page, by what its model takes. */
export type ParameterControl =
  | { kind: 'slider'; minimum: number; maximum: number; step: number; preset: number | null }
  /** Values and what people call them. */
  | { kind: 'choice'; options: readonly { value: number | string; label: string }[]; preset: number | string | null }
  /** The model takes this alone. */
  | { kind: 'fixed'; value: number | string };

/** Largest number of steps and guidance of a slider; models allow for more than anybody wants. */
const usualMaximum: Partial<Record<AdvisedName, number>> = { steps: 100, guidanceScale: 20, width: 2048, height: 2048 };
const usualMinimum: Partial<Record<AdvisedName, number>> = { steps: 1, guidanceScale: 0, width: 64, height: 64 };
const usualStep: Partial<Record<AdvisedName, number>> = { guidanceScale: 0.1, width: 8, height: 8 };

/** The control of a parameter; null where the model has none of that kind. */
export function parameterControl(template: ModelTemplate, parameter: AdvisedName): ParameterControl | null {
  const name = parameterNameOf(template, parameter);
  const schema = name === null ? undefined : parameterSchemas(template)[name];
  if (schema === undefined) return null;
  const preset = typeof schema.default === 'number' || typeof schema.default === 'string' ? schema.default : null;
  const values = namedValues(schema).filter((value) => typeof value === 'number' || typeof value === 'string');
  if (values.length > 0) {
    const [only] = values;
    if (values.length === 1 && only !== undefined) return { kind: 'fixed', value: only };
    const titles = schema['x-enum-titles'] ?? [];
    const options = values.map((value, index) => ({ value, label: titles[index] ?? String(value) }));
    return { kind: 'choice', options, preset };
  }
  const minimum = schema.minimum ?? usualMinimum[parameter];
  const maximum = schema.maximum ?? usualMaximum[parameter];
  if (minimum === undefined || maximum === undefined) return null;
  const step = usualStep[parameter] ?? 1;
  return { kind: 'slider', minimum, maximum, step, preset: typeof preset === 'number' ? preset : null };
}
