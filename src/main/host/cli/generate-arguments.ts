import type { z } from 'zod';
import {
  axisNames,
  batchStrategy,
  operationMode,
  parseAxis,
  parseLora,
  type AxisTextProblem,
  type BatchConfigInput,
  type GenerationChoices,
  type LoraChoice,
} from '../../../shared/assist/index.ts';
import { UsageError } from '../../../shared/base/index.ts';
import { pictureScale, type PictureScale } from '../../../shared/contract/index.ts';
import { readWishes, type RecommendFlags, type RecommendWishes } from './recommend-arguments.ts';

export interface GenerateFlags extends RecommendFlags {
  mode?: string;
  steps?: string;
  cfg?: string;
  width?: string;
  height?: string;
  aspectRatio?: string;
  sampler?: string;
  lora?: string[];
  batch?: string;
  vary?: string;
  axis?: string[];
  sequential?: boolean;
  output?: string;
  sheet?: string;
  resume?: string;
  force?: boolean;
  shareSafe?: boolean;
  scale?: string;
  yes?: boolean;
  budget?: string;
  allowUnknownPrice?: boolean;
}

/** What flags say of the advice, and who decides. Throws UsageError naming the flag. */
export function wishesOf(flags: GenerateFlags): RecommendWishes {
  const wishes = readWishes(flags);
  return { ...wishes, config: { ...wishes.config, mode: oneOf('--mode', operationMode, flags.mode ?? 'auto') } };
}

/** Flags that say what is made, beside those with a value of their own where nothing is said. */
const orderFlags: readonly (keyof GenerateFlags)[] = [
  ...(['model', 'negative', 'seed', 'maxTime', 'maxVram', 'priority', 'ollama'] as const),
  ...(['maxLoras', 'minConfidence', 'mixStyles', 'block', 'lora'] as const),
  ...(['steps', 'cfg', 'width', 'height', 'aspectRatio', 'sampler'] as const),
  ...(['batch', 'vary', 'axis', 'sequential'] as const),
];

/** The flags that order something, as they are written: what goes on is ordered already. */
export function orderFlagsOf(flags: GenerateFlags): string[] {
  const given: string[] = orderFlags.filter((name) => flags[name] !== undefined);
  if (flags.mode !== undefined && flags.mode !== 'auto') given.unshift('mode');
  if (flags.learning === false) given.push('noLearning');
  return given.map((name) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
}

/** Values that the user has chosen in place of the advice. */
export function choicesOf(flags: GenerateFlags): GenerationChoices {
  const numbers = {
    steps: numberOf('--steps', flags.steps),
    guidanceScale: numberOf('--cfg', flags.cfg),
    width: numberOf('--width', flags.width),
    height: numberOf('--height', flags.height),
  };
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as Partial<Record<keyof typeof numbers, number>>),
    ...(flags.aspectRatio === undefined ? {} : { aspectRatio: flags.aspectRatio }),
    ...(flags.sampler === undefined ? {} : { scheduler: flags.sampler }),
    ...(flags.lora === undefined ? {} : { loras: flags.lora.filter((each) => each !== 'none').map(loraOf) }),
  };
}

/** How many times as large the pictures are saved as they were made. Throws UsageError. */
export function scaleOf({ scale = '1' }: Pick<GenerateFlags, 'scale'>): PictureScale {
  const parsed = pictureScale.safeParse(Number(scale));
  if (parsed.success) return parsed.data;
  throw usage(`--scale is "${scale}"`, 'Use 1, 2, 4 or 8.');
}

/** The batch that flags ask for; null for a single picture. */
export function batchOf(flags: GenerateFlags): BatchConfigInput | null {
  const axes = (flags.axis ?? []).map(axisOf);
  if (flags.batch === undefined && flags.vary === undefined && axes.length === 0) return null;
  const count = numberOf('--batch', flags.batch);
  return {
    strategy: oneOf('--vary', batchStrategy, flags.vary ?? (axes.length > 0 ? 'mixed' : 'seed')),
    ...(count === undefined ? {} : { count }),
    axes,
    parallel: flags.sequential !== true,
  };
}

function numberOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw usage(`${flag} is "${text}", which is no number`, 'Use a number.');
}

/** `seed=4`, `cfg=2..5/4`, `steps=4,8,12`, `sampler=ddim,euler` or `lora=none,neon:0.8,neon:0.5+sepia`. */
function axisOf(text: string): NonNullable<BatchConfigInput['axes']>[number] {
  const [, name = '', values = ''] = /^(\w+)=(.*)$/.exec(text) ?? [];
  const known = axisNames.find((each) => each === name);
  const read = known === undefined ? null : parseAxis(known, values);
  if (read !== null && 'axis' in read) return read.axis;
  const why = read === null ? '' : `: ${problemText(read.problem)}`;
  throw usage(
    `--axis is "${text}"${why}`,
    'Use seed=4, steps=4,8, cfg=2..5/4, sampler=ddim,euler or lora=none,neon:0.8.',
  );
}

function problemText(problem: AxisTextProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'it names no values';
    case 'gap':
      return 'nothing stands between two commas';
    case 'not-a-number':
      return `"${problem.text}" is no number`;
    case 'not-whole':
      return `"${problem.text}" is no whole number above 0`;
    case 'bad-range':
      return `"${problem.text}" is no range such as 2..5/4 (from 2 to 5, four values)`;
    case 'bad-weight':
      return `"${problem.text}" is no LoRA with a weight from -4 to 4`;
    case 'too-many-values':
      return `it has ${problem.count} values, which is more than ${problem.most}`;
  }
}

function loraOf(text: string): LoraChoice {
  const read = parseLora(text);
  if ('lora' in read) return read.lora;
  throw usage(
    `--lora is "${text}", which is no LoRA with a weight from -4 to 4`,
    'Use a name, or a name with a weight such as neon:0.8.',
  );
}

function oneOf<T extends string>(flag: string, schema: z.ZodType<T> & { options: readonly T[] }, text: string): T {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw usage(`${flag} is "${text}"`, `Use ${schema.options.join(', ')}.`);
}

function usage(what: string, hint: string): Error {
  return new UsageError('invalid', `Nothing was made: ${what}.`, { hint });
}
