import { explain, recommendation, type Recommendation as Advice } from '../../../shared/assist/index.ts';
import { ConfirmationRequiredError, UsageError } from '../../../shared/base/index.ts';
import {
  describeCellEvent,
  type Core,
  type GenerationResult as Made,
  type Pipeline as Inner,
} from '../../core/index.ts';
import { askProgram } from './consent.ts';
import { createEventSink } from './event-sink.ts';
import { readOptions } from './options.ts';
import { readPipelineConfig } from './pipeline-config.ts';
import type {
  GenerateOptions,
  GenerationResult,
  Pipeline,
  PipelineConfig,
  PipelineOptions,
  Recommendation,
} from './pipeline-interface.ts';
import { startLibraryCore } from './workplace.ts';

/** What only the engine of matrices takes. */
const notHere = ['outputDir', 'baseDir', 'maxThreads', 'strict', 'overwrite', 'onError', 'rehearse'];

/**
 * Makes a pipeline; it starts at its first call and runs until `close`. Throws UsageError for a configuration or options
 * that it does not know.
 */
export function createPipeline(config: PipelineConfig = {}, options: PipelineOptions = {}): Pipeline {
  const { confirmAdvice, ...others } = options;
  const stray = Object.keys(others).find((name) => notHere.includes(name));
  if (stray !== undefined) throw usage(`The option ${stray} belongs to another engine.`, 'Leave it out.');
  const wanted = readPipelineConfig(config);
  const settings = readOptions(others);
  const events = createEventSink(settings.onEvent);
  const isAssisted = config.mode === 'assisted';
  const closing = new AbortController();
  const going = new Set<Promise<unknown>>();
  let starting: Promise<{ core: Core; pipeline: Inner }> | null = null;

  async function open(): Promise<{ core: Core; pipeline: Inner }> {
    const core = await startLibraryCore(settings, { engineSettings: wanted.engine });
    return { core, pipeline: core.assist.createPipeline(wanted.config) };
  }

  async function start(): Promise<Inner> {
    if (closing.signal.aborted) throw usage('This pipeline is closed.', 'Make a new one.');
    starting ??= open();
    try {
      return (await starting).pipeline;
    } catch (error) {
      starting = null;
      throw error;
    }
  }

  /** Keeps a call until its end, so that `close` waits for it. */
  function track<T>(work: (pipeline: Inner) => Promise<T>): Promise<T> {
    const result = start().then(work);
    const kept = result.catch(() => undefined);
    going.add(kept);
    return result
      .then((value) => {
        events.throwFailure();
        return value;
      })
      .finally(() => going.delete(kept));
  }

  /** Options of a call as the core takes them: a call also ends with the pipeline. */
  function callOf<O extends Pick<GenerateOptions, 'signal' | 'onResult'>>({ signal, onResult, ...rest }: O) {
    return {
      ...rest,
      signal: signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]),
      consent: (plan: Parameters<typeof askProgram>[0]) => {
        plan.warnings.forEach(events.warn);
        return askProgram(plan, settings);
      },
      onProgress: (cell: Parameters<typeof describeCellEvent>[0]) => events.tell(describeCellEvent(cell)),
      ...(onResult === undefined ? {} : { onResult: (made: Made) => onResult(toResult(made)) }),
    };
  }

  /** The advice that a call is to follow: in assisted mode one that the program has agreed to. */
  async function agreed(pipeline: Inner, prompt: string, given: GenerateOptions): Promise<{ recommendation?: Advice }> {
    if (!isAssisted) return {};
    const { negativePrompt = null, seed = null } = given;
    const advice = await pipeline.analyzeAndRecommend(prompt, { negativePrompt, seed });
    const shown = structuredClone(advice);
    // Only a plain yes counts, as with a price.
    const answer: unknown = await confirmAdvice?.(shown);
    if (answer === true) return { recommendation: readAdvice(shown) };
    throw new ConfirmationRequiredError('advice', 'The advice was not confirmed, nothing was made.', {
      hint: 'Let `confirmAdvice` answer true, or call generateFromRecommendations with the advice.',
    });
  }

  return {
    generate: (prompt, call = {}) =>
      track(async (pipeline) =>
        toResult(await pipeline.generate(prompt, { ...callOf(call), ...(await agreed(pipeline, prompt, call)) })),
      ),
    analyzeAndRecommend: (prompt, call = {}) => track((pipeline) => pipeline.analyzeAndRecommend(prompt, call)),
    generateFromRecommendations: (prompt, advice, call = {}) =>
      track(async (pipeline) =>
        toResult(await pipeline.generateFromRecommendations(prompt, readAdvice(advice), callOf(call))),
      ),
    generateBatch: (prompt, batch, call = {}) =>
      track(async (pipeline) => {
        const made = { ...callOf(call), ...(await agreed(pipeline, prompt, call)) };
        return (await pipeline.generateBatch(prompt, batch, made)).map(toResult);
      }),
    resume: (generationId, call = {}) =>
      track(async (pipeline) => (await pipeline.resume(generationId, callOf(call))).map(toResult)),
    recent: (limit = 20) =>
      track(async (pipeline) =>
        (await pipeline.recent(limit)).map(({ id, file, createdAt, prompt, mode, pictures }) => ({
          id,
          file,
          createdAt,
          prompt,
          mode,
          pictures: pictures.map(({ state, takeId, rating, failure }) => ({ state, id: takeId, rating, failure })),
        })),
      ),
    contactSheet: (generationId, file, choice = {}) =>
      track((pipeline) => pipeline.contactSheet(generationId, file, choice)),
    explain: (advice, level = 'STANDARD', language = 'en') => explain(readAdvice(advice).explanation, level, language),
    provideFeedback: ({ generationId, ...said }) =>
      track((pipeline) => pipeline.provideFeedback({ ...said, generationId })),
    async close() {
      closing.abort();
      await starting?.then(({ core }) => core.close());
      await Promise.all(going);
    },
  };
}

function toResult(made: Made): GenerationResult {
  const { id, generationId, path, metadata, explanation } = made;
  return {
    id,
    generationId,
    path,
    metadata,
    explanation,
    explain: (level = 'STANDARD', language = 'en') =>
      explanation === null ? [] : explain(explanation, level, language),
    read: () => made.read(),
    save: (file, options) => made.save(file, options),
  };
}

/** Advice that a program has had in its hands. Throws UsageError for what is none any more. */
function readAdvice(advice: Recommendation): Advice {
  const parsed = recommendation.safeParse(advice);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw usage(
    `The advice is not usable: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
    'Change its values only.',
  );
}

function usage(what: string, hint: string): Error {
  return new UsageError('invalid', what, { hint });
}
