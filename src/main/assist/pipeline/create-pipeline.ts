import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import {
  batchConfig,
  feedback,
  generationChoices,
  pipelineConfig,
  type BatchConfigInput,
  type Explanation,
  type ExplanationLanguage,
  type Feedback,
  type Generation,
  type GenerationChoices,
  type GenerationMetadata,
  type PipelineConfig,
  type PipelineConfigInput,
  type Recommendation,
} from '../../../shared/assist/index.ts';
import { CancelledError, fromFailure, UsageError } from '../../../shared/base/index.ts';
import type { Disclosure, Finishing, GenerationRequest, RunConsent } from '../../../shared/contract/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';
import type { Generations, StartedGeneration } from './generations.ts';
import type { MadePicture } from './made-picture.ts';
import type { GenerationRunOptions, PlanConsent } from './workshop.ts';
import { choicesIn } from './recommendation-edits.ts';
import { measuredExplanation } from './measured-explanation.ts';

/** What one call may say beside its prompt. What is chosen here goes before the advice. */
export interface GenerateOptions extends GenerationChoices {
  /** Null, or left out, is the advised one; an empty one is none. */
  negativePrompt?: string | null;
  seed?: number | null;
  signal?: AbortSignal;
  /** Advice to make it by, as it was given or changed; without one it is made now. */
  recommendation?: Recommendation;
  /** What may be paid; by default nothing, which is enough for models of this machine. */
  consent?: PlanConsent;
  /** Hears which generation it is as soon as its document is written: that is what `resume` goes on with. */
  onStart?: (generationId: string) => void;
  onProgress?: (cell: CellRun) => void;
  /** Hears of each picture as soon as the whole generation has ended, in its order, also when others failed. */
  onResult?: (result: GenerationResult) => void;
}

/** What going on with a generation may say: what it makes is written down already. */
export type ResumeOptions = Pick<GenerateOptions, 'signal' | 'consent' | 'onStart' | 'onProgress' | 'onResult'>;

/** A picture with all that is known of how it came to be. */
export interface GenerationResult {
  /** Of the picture: what feedback names. */
  id: string;
  /** Of the generation that it belongs to. */
  generationId: string;
  /** Absolute path of the picture's file. */
  path: string;
  metadata: GenerationMetadata;
  /** Null in manual mode: nothing was decided for the user. */
  explanation: Explanation | null;
  /** The picture's bytes. */
  read(): Promise<Uint8Array>;
  /** Writes the picture with its metadata; answers the file's absolute path. Throws UsageError for one that is there. */
  save(file: string, options?: Partial<Finishing>): Promise<string>;
}

export interface ContactSheetOptions {
  /** Of the labels; English unless said. */
  language?: ExplanationLanguage;
  /** `share-safe` leaves the prompt out. */
  disclosure?: Disclosure;
}

/** From prompts to pictures by advice. */
export interface Pipeline {
  readonly config: PipelineConfig;
  /**
   * Makes a picture: by advice in auto and assisted mode, by the choices alone in manual mode. Throws UsageError
   * `empty-prompt` and what keeps the picture from being made.
   */
  generate(prompt: string, options?: GenerateOptions): Promise<GenerationResult>;
  /** Advises and makes nothing. */
  analyzeAndRecommend(
    prompt: string,
    options?: Pick<GenerateOptions, 'negativePrompt' | 'seed'>,
  ): Promise<Recommendation>;
  /** Makes a picture by advice that the caller may have changed. */
  generateFromRecommendations(
    prompt: string,
    recommendation: Recommendation,
    options?: GenerateOptions,
  ): Promise<GenerationResult>;
  /** Makes several pictures. Rejects with the first failure when one was not made; `onResult` hears of the others. */
  generateBatch(prompt: string, batch: BatchConfigInput, options?: GenerateOptions): Promise<GenerationResult[]>;
  /**
   * Goes on with a generation that was cancelled, failed or interrupted: what is there is not made again. Answers all its
   * pictures. Throws NotFoundError `generation`.
   */
  resume(generationId: string, options?: ResumeOptions): Promise<GenerationResult[]>;
  /** The newest generations, also those of earlier programs, with the state and the rating of each picture. */
  recent(limit?: number): Promise<Generation[]>;
  /**
   * Writes all pictures of a generation on one sheet, labelled with what they differ in; a file that is there is replaced.
   * Answers its absolute path. Throws UsageError `no-pictures` where nothing was made, and for a name of another format
   * than PNG, JPEG or WebP.
   */
  contactSheet(generationId: string, file: string, options?: ContactSheetOptions): Promise<string>;
  /** Keeps what the user says of a picture: as its rating, and for later advice. */
  provideFeedback(feedback: Omit<Feedback, 'id'> & { generationId: string }): Promise<void>;
}

export interface PipelineParts {
  generations: Generations;
  feedback: (said: Feedback) => Promise<void>;
  savePicture: (made: MadePicture, file: string, finishing: Finishing) => Promise<string>;
  saveSheet: (
    id: string,
    file: string,
    options: { language: ExplanationLanguage; withPrompt: boolean },
  ) => Promise<string>;
}

const nothingPaid: RunConsent = { budgetMicroUsd: null, confirmedMicroUsd: null, allowUnknownPrice: false };

/** A pipeline with a configuration. Throws UsageError `invalid` for one that is none. */
export function createPipeline(wanted: PipelineConfigInput, parts: PipelineParts): Pipeline {
  const config = read(pipelineConfig, wanted);
  const { generations } = parts;

  function requestOf(prompt: string, options: GenerateOptions, batch: BatchConfigInput | null): GenerationRequest {
    const {
      negativePrompt = null,
      seed = null,
      signal: _s,
      recommendation: _a,
      consent: _c,
      onProgress: _p,
      onResult: _r,
      onStart: _o,
      ...choices
    } = options;
    return {
      prompt,
      negativePrompt,
      seed,
      config,
      recommendationId: null,
      choices: read(generationChoices, choices),
      batch: batch === null ? null : read(batchConfig, batch),
    };
  }

  /** Follows a generation to its end. What was made is told, whatever became of the rest. */
  async function follow(
    { signal, consent = nothingPaid, onProgress = () => undefined, onStart, onResult }: ResumeOptions,
    start: (options: GenerationRunOptions) => Promise<StartedGeneration>,
  ): Promise<GenerationResult[]> {
    const isAborted = (): boolean => signal?.aborted === true;
    if (isAborted()) throw new CancelledError();
    const started = await start({ consent, onCell: onProgress });
    onStart?.(started.id);
    const cancel = (): void => started.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    if (isAborted()) cancel();
    const record = await started.finished;
    signal?.removeEventListener('abort', cancel);
    const results = (await generations.made(started.id)).map(resultOf);
    for (const result of results) onResult?.(result);
    const failure = record.cells.find((cell) => cell.failure !== null)?.failure ?? null;
    if (failure !== null) throw fromFailure(failure);
    if (record.state === 'cancelled') throw new CancelledError('The generation was cancelled.');
    return results;
  }

  /** Makes what is asked for; values that the caller has changed in an advice count as chosen. */
  function order(
    prompt: string,
    options: GenerateOptions,
    batch: BatchConfigInput | null,
  ): Promise<GenerationResult[]> {
    const { recommendation } = options;
    if (recommendation === undefined) {
      const request = requestOf(prompt, options, batch);
      return follow(options, (run) => generations.start(request, run));
    }
    const { advised, edits } = choicesIn(recommendation, generations.given(recommendation.id));
    const request = requestOf(prompt, { ...edits, ...options }, batch);
    return follow(options, (run) => generations.start(request, { ...run, recommendation: advised }));
  }

  function resultOf(made: MadePicture): GenerationResult {
    const { stored, picture, note, generationId } = made;
    if (picture.metadata === null) throw new Error('a picture that was made has no metadata');
    return {
      id: stored.take.id,
      generationId,
      path: stored.path,
      metadata: picture.metadata,
      explanation:
        note.recommendation === null ? null : measuredExplanation(note.recommendation.explanation, picture.metadata),
      read: () => readFile(stored.path),
      save: (file, { disclosure = 'full', scale = 1 } = {}) => parts.savePicture(made, file, { disclosure, scale }),
    };
  }

  return {
    config,
    generate: async (prompt, options = {}) => only(await order(prompt, options, null)),
    analyzeAndRecommend: (prompt, { negativePrompt = null, seed = null } = {}) =>
      generations.recommend({ prompt, negativePrompt, seed, config }),
    generateFromRecommendations: async (prompt, recommendation, options = {}) =>
      only(await order(prompt, { ...options, recommendation }, null)),
    generateBatch: (prompt, batch, options = {}) => order(prompt, options, batch),
    resume: (generationId, options = {}) => follow(options, (run) => generations.resume(generationId, run)),
    recent: (limit = 20) => generations.recent(limit),
    contactSheet: (generationId, file, { language = 'en', disclosure = 'full' } = {}) =>
      parts.saveSheet(generationId, file, { language, withPrompt: disclosure !== 'share-safe' }),
    async provideFeedback({ generationId, ...said }) {
      await parts.feedback(read(feedback, { ...said, id: generationId }));
    },
  };
}

/** The only picture of a generation of one. */
function only([first]: readonly GenerationResult[]): GenerationResult {
  if (first === undefined) throw new CancelledError('The generation was cancelled.');
  return first;
}

/** What a program has passed. Throws UsageError `invalid` naming the first thing that is wrong. */
function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError('invalid', `${issue?.path.join('.') ?? 'The value'}: ${issue?.message ?? 'it is not usable'}.`, {
    hint: 'Correct it; nothing was made.',
    place: { parameter: issue?.path.join('.') ?? '' },
  });
}
