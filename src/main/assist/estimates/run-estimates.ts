import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  limitsOf,
  type AdvisedParameters,
  type Estimator,
  type RunEstimate,
  type Size,
} from '../../../shared/assist/index.ts';
import type { JsonObject } from '../../../shared/base/index.ts';
import type { MemoryEstimate } from '../../../shared/local-engine/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { isErrno } from '../../platform/index.ts';
import { openRunTimes } from './run-times.ts';
import {
  errorOf,
  fitTimeModel,
  guessTimeModel,
  secondsOf,
  slownessOf,
  type TimedRun,
  type TimeModel,
  type Work,
} from './time-model.ts';

/** What is asked of the engine of this machine. */
export interface EstimatedEngine {
  /** Folder of a model's files; null for a template that loads none. */
  folderOf(template: ModelTemplate): string | null;
  /** Memory that a picture of a size takes; null for a template that loads no model. */
  estimate(template: ModelTemplate, size: Size | null): Promise<MemoryEstimate | null>;
  /** Whether a model is in memory with just these LoRAs merged in. */
  isWarm(folder: string, loras: readonly LoraUse[]): Promise<boolean>;
}

export interface LoraUse {
  id: string;
  weight: number;
}

/** A job that has ended, with the times that the engine took of its phases, in milliseconds. */
export interface EndedRun {
  template: ModelTemplate;
  parameters: JsonObject;
  wallMs: number;
  timings: Readonly<Record<string, number>>;
}

/** Foretells what runs take, from the runs that this machine has made. */
export interface RunEstimates {
  /**
   * What pictures of a model will take: of these sizes, and of any steps and settings. Nothing is known of a model that
   * runs elsewhere. Throws ModelNotFoundError.
   */
  about(template: ModelTemplate, sizes: readonly Size[], loras?: readonly LoraUse[]): Promise<Estimator>;
  /** Learns from a run; one that the engine did not time by its phases, or that started from a picture, teaches nothing. */
  note(run: EndedRun): Promise<void>;
}

const unknown: RunEstimate = { seconds: null, memoryBytes: null };
/** A model that takes longer than this to be there was loaded. */
const coldMs = 30;
/** Of a file that nobody can find: the smallest that there is. */
const leastBytes = 1e6;

/** Estimates from the times kept in a file of the data folder; without one they last as long as the process. */
export async function createRunEstimates(engine: EstimatedEngine, file: string | null): Promise<RunEstimates> {
  const times = await openRunTimes(file);
  const fitted = new Map<string, { runs: readonly TimedRun[]; model: TimeModel; errorPercent: number | null }>();

  function modelOf(key: string, unetBytes: number): { model: TimeModel; errorPercent: number | null } {
    const runs = times.runsOf(key);
    const before = fitted.get(key);
    // The list is another one after each run; a first guess changes with the runs of other models.
    if (before?.runs === runs && runs.length > 0) return before;
    const others = times.models().filter(({ model }) => model !== key);
    const slowness = slownessOf(
      others.flatMap((other) => other.runs.map((run) => ({ run, guess: guessTimeModel(other.unetBytes) }))),
    );
    const guess = guessTimeModel(unetBytes, slowness);
    const made = { runs, model: fitTimeModel(runs, guess), errorPercent: errorOf(runs, guess) };
    fitted.set(key, made);
    return made;
  }

  return {
    async about(template, sizes, loras = []) {
      const folder = engine.folderOf(template);
      if (folder === null) return () => unknown;
      const { model, errorPercent } = modelOf(template.id, await unetBytesOf(folder));
      const fromRuns = times.runsOf(template.id).length;
      const isCold = !(await engine.isWarm(folder, loras));
      const memory = new Map<string, RunEstimate['memoryBytes']>();
      for (const size of sizes) memory.set(keyOf(size), memoryOf(await engine.estimate(template, size)));
      const usual = memoryOf(await engine.estimate(template, null));
      return (params) => {
        const work = workOf(template, params);
        const size = params.width === null || params.height === null ? null : keyOf(params as Size);
        const value = secondsOf(model, work, isCold);
        return {
          seconds: { value: rounded(value), errorPercent, fromRuns, isCold },
          memoryBytes: (size === null ? undefined : memory.get(size)) ?? usual,
        };
      };
    },
    async note({ template, parameters, wallMs, timings }) {
      const folder = engine.folderOf(template);
      const { encodeMs, stepsMs, decodeMs, loadMs } = timings;
      const isTimed = encodeMs !== undefined && stepsMs !== undefined && decodeMs !== undefined && loadMs !== undefined;
      const startsFromPicture = typeof parameters.image === 'string' && parameters.image !== '';
      if (folder === null || !isTimed || startsFromPicture) return;
      const workMs = encodeMs + stepsMs + decodeMs;
      const run: TimedRun = {
        ...workOfJob(template, parameters),
        workSeconds: workMs / 1000,
        otherSeconds: Math.max(0, wallMs - workMs) / 1000,
        isCold: loadMs > coldMs,
      };
      await times.note(template.id, await unetBytesOf(folder), run);
    },
  };
}

/** Work of one picture with advised parameters. */
function workOf(template: ModelTemplate, params: AdvisedParameters): Work {
  const limits = limitsOf(template);
  const width = params.width ?? limits.width?.usual ?? 512;
  const height = params.height ?? limits.height?.usual ?? 512;
  const guidance = params.guidanceScale ?? limits.guidanceScale?.usual ?? 0;
  const steps = params.steps ?? limits.steps?.usual ?? 1;
  const passes = passesOf(steps, guidance, params.scheduler ?? limits.scheduler?.usual ?? '');
  return { passes, megapixels: (width * height) / 1e6, pictures: 1 };
}

/** Work of a job by its parameters, with the template's defaults for those it leaves out. */
function workOfJob(template: ModelTemplate, parameters: JsonObject): Work {
  const limits = limitsOf(template);
  const number = (limit: { own: string; usual: number } | null): number | null => {
    const value = limit === null ? null : parameters[limit.own];
    return typeof value === 'number' ? value : null;
  };
  const scheduler = limits.scheduler === null ? null : parameters[limits.scheduler.own];
  const one = workOf(template, {
    steps: number(limits.steps),
    guidanceScale: number(limits.guidanceScale),
    width: number(limits.width),
    height: number(limits.height),
    aspectRatio: null,
    scheduler: typeof scheduler === 'string' ? scheduler : null,
    seed: null,
    negativePrompt: '',
  });
  const pictures = parameters.num_outputs;
  return { ...one, pictures: typeof pictures === 'number' ? pictures : 1 };
}

/** Runs of the UNet for a picture: Heun's method takes two for each step but the last, guidance doubles them. */
function passesOf(steps: number, guidanceScale: number, scheduler: string): number {
  const calls = scheduler === 'heun' ? 2 * steps - 1 : steps;
  return guidanceScale > 1 ? 2 * calls : calls;
}

function memoryOf(estimate: MemoryEstimate | null): RunEstimate['memoryBytes'] {
  if (estimate === null) return null;
  const { peakBytes, strategy, executionProvider, basis } = estimate;
  return { value: peakBytes[strategy], kind: executionProvider === 'cpu' ? 'ram' : 'vram', basis };
}

async function unetBytesOf(folder: string): Promise<number> {
  const sizes = await Promise.all(
    ['model.onnx', 'model.onnx_data', 'model.onnx.data', 'weights.pb'].map((name) =>
      bytesOf(join(folder, 'unet', name)),
    ),
  );
  return Math.max(
    leastBytes,
    sizes.reduce((sum, each) => sum + each, 0),
  );
}

async function bytesOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return 0;
    throw error;
  }
}

function keyOf({ width, height }: Size): string {
  return `${width}x${height}`;
}

/** To the millisecond: more would only seem exact. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
