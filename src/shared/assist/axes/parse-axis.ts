import { axisValues } from '../batch-pictures.ts';
import { maxBatch, type BatchAxis } from '../batch.ts';
import type { PictureSettings } from '../picture-settings.ts';
import { loraChoice, type LoraChoice } from '../pipeline-config.ts';

/** What an axis is called where it is typed; the command line and the window say it alike. */
export const axisNames = ['steps', 'cfg', 'sampler', 'lora', 'seed', 'width', 'height'] as const;
export type AxisName = (typeof axisNames)[number];

/** Why what was typed is no axis. Texts are as they were typed. */
export type AxisTextProblem =
  | { kind: 'empty' }
  /** Nothing stands between two commas. */
  | { kind: 'gap' }
  | { kind: 'not-a-number' | 'not-whole' | 'bad-range' | 'bad-weight'; text: string }
  | { kind: 'too-many-values'; count: number; most: number };

export type ReadAxis = { axis: BatchAxis } | { problem: AxisTextProblem };

/** Most values of an axis by its kind, as the schema of a batch has it. */
const most = { seed: maxBatch, numbers: 64, sampler: 32, lora: 64 } as const;

/** The setting of a picture that an axis of this name changes. */
export const settingOfAxis = {
  steps: 'steps',
  cfg: 'guidanceScale',
  sampler: 'scheduler',
  lora: 'loras',
  seed: 'seed',
  width: 'width',
  height: 'height',
} as const satisfies Record<AxisName, keyof PictureSettings>;

/** Of an axis whose values are numbers. */
type NumberSetting = (typeof settingOfAxis)['steps' | 'cfg' | 'width' | 'height'];

/**
 * Reads the values of an axis: numbers as `4, 8, 12` or `2..5/4` (from, to, how many), samplers as `ddim, euler`, sets of
 * LoRAs as `none, neon:0.8, neon:0.5+sepia`, and of seeds how many. A comma at the end, which stands there while somebody
 * types on, is none.
 */
export function parseAxis(name: AxisName, text: string): ReadAxis {
  const typed = text.replace(/[\s,]+$/, '').trim();
  if (typed === '') return { problem: { kind: 'empty' } };
  if (name === 'seed') return seedAxis(typed);
  if (name !== 'sampler' && name !== 'lora') return numberAxis(settingOfAxis[name], typed);
  const parts = typed.split(',').map((part) => part.trim());
  if (parts.includes('')) return { problem: { kind: 'gap' } };
  if (parts.length > most[name]) return tooMany(parts.length, most[name]);
  return name === 'sampler' ? { axis: { kind: 'scheduler', values: parts } } : loraAxis(parts);
}

/** The same for the strength of one LoRA: each number makes a set of `others` and that one. */
export function parseStrengths(id: string, others: readonly LoraChoice[], text: string): ReadAxis {
  const read = parseAxis('cfg', text);
  if ('problem' in read) return read;
  const weights = axisValues(read.axis).map(({ value }) => Number(value));
  const wrong = weights.find((weight) => !loraChoice.shape.weight.safeParse(weight).success);
  if (wrong !== undefined) return { problem: { kind: 'bad-weight', text: String(wrong) } };
  const rest = others.filter((each) => each.id !== id);
  return { axis: { kind: 'lora', values: weights.map((weight) => [...rest, { id, weight }]) } };
}

/** `neon:0.8`, or `neon` with a weight of 1. */
export function parseLora(text: string): { lora: LoraChoice } | { problem: AxisTextProblem } {
  const [, id = '', weight = '1'] = /^(.*?)\s*(?::\s*(-?[\d.]+))?$/.exec(text.trim()) ?? [];
  const parsed = loraChoice.safeParse({ id, weight: Number(weight) });
  return parsed.success ? { lora: parsed.data } : { problem: { kind: 'bad-weight', text } };
}

function seedAxis(text: string): ReadAxis {
  const count = Number(text);
  if (!Number.isFinite(count)) return { problem: { kind: 'not-a-number', text } };
  if (!Number.isInteger(count) || count < 1) return { problem: { kind: 'not-whole', text } };
  return count > most.seed ? tooMany(count, most.seed) : { axis: { kind: 'seed', count } };
}

function numberAxis(parameter: NumberSetting, text: string): ReadAxis {
  if (text.includes('..')) return rangeAxis(parameter, text);
  const parts = text.split(',').map((part) => part.trim());
  if (parts.includes('')) return { problem: { kind: 'gap' } };
  const wrong = parts.find((part) => !Number.isFinite(Number(part)));
  if (wrong !== undefined) return { problem: { kind: 'not-a-number', text: wrong } };
  const broken = parameter === 'guidanceScale' ? undefined : parts.find((part) => !isAmount(Number(part)));
  if (broken !== undefined) return { problem: { kind: 'not-whole', text: broken } };
  if (parts.length > most.numbers) return tooMany(parts.length, most.numbers);
  return { axis: { kind: 'values', parameter, values: parts.map(Number) } };
}

const range = /^(-?\d*\.?\d+)\s*\.\.\s*(-?\d*\.?\d+)\s*\/\s*(\d+)$/;

function rangeAxis(parameter: NumberSetting, text: string): ReadAxis {
  const [from, to, count] = range.exec(text)?.slice(1).map(Number) ?? [];
  if (from === undefined || to === undefined || count === undefined || count < 1) {
    return { problem: { kind: 'bad-range', text } };
  }
  return count > most.numbers ? tooMany(count, most.numbers) : { axis: { kind: 'range', parameter, from, to, count } };
}

function loraAxis(parts: readonly string[]): ReadAxis {
  const values: LoraChoice[][] = [];
  for (const part of parts) {
    const loras = part === 'none' ? [] : part.split('+').map(parseLora);
    const problem = loras.find((each) => 'problem' in each);
    if (problem !== undefined) return problem;
    values.push(loras.flatMap((each) => ('lora' in each ? [each.lora] : [])));
  }
  return { axis: { kind: 'lora', values } };
}

function isAmount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function tooMany(count: number, limit: number): ReadAxis {
  return { problem: { kind: 'too-many-values', count, most: limit } };
}
