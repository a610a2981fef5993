import { UsageError } from '../base/index.ts';
import { maxBatch, type BatchAxis, type BatchAxisValue, type BatchConfig, type BatchStrategy } from './batch.ts';
import type { PictureSettings } from './picture-settings.ts';
import type { LoraChoice } from './pipeline-config.ts';

/** One picture of a batch before it is made. */
export interface PlannedPicture {
  axes: BatchAxisValue[];
  settings: PictureSettings;
}

/** What a batch starts from where its axes are not given. */
export interface BatchGround {
  /** Settings of a single picture. */
  settings: PictureSettings;
  /** Guidance scales that are held for good; null for a model without guidance. */
  guidanceRange: readonly [number, number] | null;
  /** Numbers of steps that are held for good; null for a model without steps. */
  stepsRange: readonly [number, number] | null;
  /** LoRAs that were considered and not taken, best first. */
  otherLoras: readonly LoraChoice[];
  /** First seed of a batch whose configuration has none. */
  drawnSeed: number;
}

/** Kinds of axes that a strategy may have. */
const axesOf: Record<BatchStrategy, readonly BatchAxis['kind'][]> = {
  seed: ['seed'],
  param: ['values', 'range', 'scheduler'],
  lora: ['lora'],
  mixed: ['seed', 'values', 'range', 'scheduler', 'lora'],
};

/**
 * What a change costs, dearest first: other LoRAs are merged into the weights anew, another size needs other working
 * memory, the rest is free. The dearest axis varies slowest.
 */
const costOrder: readonly BatchAxisValue['axis'][] = [
  'lora',
  'width',
  'height',
  'scheduler',
  'steps',
  'guidanceScale',
  'seed',
];

/** Seeds that name different noise. */
const seeds = 2 ** 32;

/**
 * The pictures of a batch in the order they are best made. Along a seed axis picture i has the base seed plus i; pictures
 * that differ in anything else share their seed, so that what is seen comes from that. Throws UsageError `batch-…`.
 */
export function batchPictures(config: BatchConfig, ground: BatchGround): PlannedPicture[] {
  const axes = config.axes.length > 0 ? config.axes : ownAxes(config, ground);
  const walked = axes.map((axis) => axisValues(axis));
  const names = walked.map((values) => values[0]?.axis ?? 'seed');
  const stray = axes.find(({ kind }) => !axesOf[config.strategy].includes(kind));
  if (stray !== undefined)
    throw refused('batch-axes', `a ${config.strategy} variation has no axis of kind ${stray.kind}`);
  if (new Set(names).size < names.length) throw refused('batch-axes', 'two axes vary the same');
  const total = walked.reduce((product, values) => product * values.length, 1);
  if (total > maxBatch)
    throw refused('batch-size', `${total} pictures are more than ${maxBatch}`, { pictures: total, most: maxBatch });
  const base = config.baseSeed ?? ground.settings.seed ?? ground.drawnSeed;
  const ordered = [...walked].sort((a, b) => rankOf(a) - rankOf(b));
  return crossed(ordered).map((values) => ({
    axes: values.map((each) => (each.axis === 'seed' ? { ...each, value: seedAt(base, each.value) } : each)),
    settings: values.reduce(apply, { ...ground.settings, seed: base }),
  }));
}

function apply(settings: PictureSettings, { axis, value }: BatchAxisValue): PictureSettings {
  if (axis === 'seed') return { ...settings, seed: seedAt(settings.seed ?? 0, value) };
  if (axis === 'lora') return { ...settings, loras: value as LoraChoice[] };
  return { ...settings, [axis]: value };
}

function seedAt(base: number, index: BatchAxisValue['value']): number {
  return (base + Number(index)) % seeds;
}

function rankOf(values: readonly BatchAxisValue[]): number {
  return costOrder.indexOf(values[0]?.axis ?? 'seed');
}

/** Every combination; the first list varies slowest. */
function crossed(lists: readonly (readonly BatchAxisValue[])[]): BatchAxisValue[][] {
  return lists.reduce<BatchAxisValue[][]>(
    (done, list) => done.flatMap((head) => list.map((each) => [...head, each])),
    [[]],
  );
}

/** The values of an axis, without repeats. Of a seed axis these are the numbers that are added to the base seed. */
export function axisValues(axis: BatchAxis): BatchAxisValue[] {
  switch (axis.kind) {
    case 'seed':
      return Array.from({ length: axis.count }, (_, i) => ({ axis: 'seed', value: i }));
    case 'values':
      return [...new Set(axis.values)].map((value) => ({ axis: axis.parameter, value }));
    case 'range':
      return [...new Set(spread(axis.from, axis.to, axis.count, axis.parameter !== 'guidanceScale'))].map((value) => ({
        axis: axis.parameter,
        value,
      }));
    case 'scheduler':
      return [...new Set(axis.values)].map((value) => ({ axis: 'scheduler', value }));
    case 'lora':
      return [...new Map(axis.values.map((value) => [JSON.stringify(value), value])).values()].map((value) => ({
        axis: 'lora',
        value,
      }));
  }
}

/** Numbers from one to another in equal steps; guidance has two decimals, what is counted none. */
function spread(from: number, to: number, count: number, isWhole: boolean): number[] {
  const at = (i: number): number => (count === 1 ? (from + to) / 2 : from + ((to - from) * i) / (count - 1));
  return Array.from({ length: count }, (_, i) => (isWhole ? Math.round(at(i)) : Math.round(at(i) * 100) / 100));
}

/** Axes of a strategy that was given none. */
function ownAxes({ strategy, count }: BatchConfig, ground: BatchGround): BatchAxis[] {
  switch (strategy) {
    case 'seed':
      return [{ kind: 'seed', count }];
    case 'param':
      return parameterAxes(count, ground);
    case 'lora':
      return [{ kind: 'lora', values: loraSets(count, ground) }];
    case 'mixed': {
      // Two values of what shows most, and seeds for the rest.
      const pairs = Math.floor(count / 2);
      const isOdd = count % 2 === 1;
      return isOdd || pairs < 1
        ? [{ kind: 'seed', count }]
        : [...parameterAxes(2, ground), { kind: 'seed', count: pairs }];
    }
  }
}

/** Guidance alone for a few pictures; for more a grid of steps and guidance with just so many cells. */
function parameterAxes(count: number, { guidanceRange, stepsRange }: BatchGround): BatchAxis[] {
  const guidance = (n: number): BatchAxis[] =>
    guidanceRange === null
      ? []
      : [{ kind: 'range', parameter: 'guidanceScale', from: guidanceRange[0], to: guidanceRange[1], count: n }];
  const steps = (n: number): BatchAxis[] =>
    stepsRange === null
      ? []
      : [{ kind: 'range', parameter: 'steps', from: stepsRange[0], to: stepsRange[1], count: n }];
  if (guidanceRange === null && stepsRange === null)
    throw refused('batch-nothing', 'this model has neither steps nor guidance to vary');
  if (guidanceRange === null) return steps(count);
  const rows = stepsRange === null || count < 6 ? 1 : largestDivisor(count);
  return rows === 1 ? guidance(count) : [...steps(rows), ...guidance(count / rows)];
}

/** The largest number that divides another one and is not above its root. */
function largestDivisor(count: number): number {
  let found = 1;
  for (let n = 2; n * n <= count; n += 1) if (count % n === 0) found = n;
  return found;
}

/** Weights that a LoRA is tried with beside the advised one. */
const otherStrengths = [0.5, 1.5, 0.75, 1.25];

/** None, each advised one alone, all together, those that were not taken, then other strengths. */
function loraSets(count: number, { settings, otherLoras }: BatchGround): LoraChoice[][] {
  const advised = settings.loras;
  const all = [...advised, ...otherLoras];
  if (all.length === 0) throw refused('batch-nothing', 'there is no LoRA for this model to vary');
  const sets = [
    [],
    ...advised.map((each) => [each]),
    ...(advised.length > 1 ? [advised] : []),
    ...otherLoras.map((each) => [each]),
    ...otherStrengths.flatMap((factor) =>
      all.map(({ id, weight }) => [{ id, weight: Math.round(weight * factor * 100) / 100 }]),
    ),
  ];
  if (sets.length < count)
    throw refused('batch-loras', `there are LoRAs for ${sets.length} pictures only`, { most: sets.length });
  return sets.slice(0, count);
}

function refused(
  kind: 'batch-axes' | 'batch-size' | 'batch-nothing' | 'batch-loras',
  why: string,
  values: Record<string, number> = {},
): Error {
  return new UsageError(kind, `This batch cannot be made: ${why}.`, {
    hint: 'Change what its pictures differ in, or make fewer of them.',
    values,
  });
}
