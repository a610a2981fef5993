import { nearestName, parameterSchemas, type ModelTemplate } from '../../template/index.ts';
import { axisValues } from '../batch-pictures.ts';
import type { BatchAxis, BatchAxisValue } from '../batch.ts';
import { namedValues } from '../parameters/index.ts';
import { parameterNameOf, type PictureSettings } from '../picture-settings.ts';

/** Why a model does not take the values of an axis. */
export type AxisModelProblem =
  | { kind: 'not-taken'; model: string }
  | { kind: 'too-small' | 'too-large'; value: number; limit: number }
  | { kind: 'no-multiple'; value: number; step: number }
  /** With the nearest of the values that there are. */
  | { kind: 'unknown'; text: string; nearest: string | null; known: readonly string[] };

/**
 * The first thing about an axis that a model does not take; null when there is none. This is for a field that tells at
 * once: before anything runs, the plan checks every parameter again, also by rules over several of them.
 */
export function axisProblem(
  axis: BatchAxis,
  template: ModelTemplate,
  installedLoras: readonly string[],
): AxisModelProblem | null {
  const values = axisValues(axis);
  const setting = settingOf(values[0]?.axis ?? 'seed');
  if (parameterNameOf(template, setting) === null) return { kind: 'not-taken', model: template.title };
  if (axis.kind === 'seed') return null;
  if (axis.kind === 'lora') return unknownLora(axis.values.flat(), installedLoras);
  return firstOf(values.map(({ value }) => valueProblem(template, setting, value as number | string)));
}

/** The setting of a picture that an axis changes. */
function settingOf(axis: BatchAxisValue['axis']): keyof PictureSettings {
  return axis === 'lora' ? 'loras' : axis;
}

/** An empty list is one that could not be read: then the plan says what is missing. */
function unknownLora(loras: readonly { id: string }[], installed: readonly string[]): AxisModelProblem | null {
  if (installed.length === 0) return null;
  const stray = loras.find(({ id }) => !installed.includes(id));
  return stray === undefined ? null : unknown(stray.id, installed);
}

function valueProblem(
  template: ModelTemplate,
  setting: keyof PictureSettings,
  value: number | string,
): AxisModelProblem | null {
  const schema = parameterSchemas(template)[parameterNameOf(template, setting) ?? ''] ?? {};
  const named = namedValues(schema);
  if (named.length > 0) return named.includes(value) ? null : unknown(String(value), named.map(String));
  if (typeof value === 'string') return null;
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (value < minimum) return { kind: 'too-small', value, limit: minimum };
  if (value > maximum) return { kind: 'too-large', value, limit: maximum };
  const step: unknown = (schema as { multipleOf?: unknown }).multipleOf;
  return typeof step === 'number' && value % step !== 0 ? { kind: 'no-multiple', value, step } : null;
}

function unknown(text: string, known: readonly string[]): AxisModelProblem {
  return { kind: 'unknown', text, nearest: nearestName(text, known), known };
}

function firstOf<T>(problems: readonly (T | null)[]): T | null {
  return problems.find((each) => each !== null) ?? null;
}
