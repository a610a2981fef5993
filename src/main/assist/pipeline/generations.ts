import {
  anotherTry,
  explanationToJson,
  generationNoteOf,
  type Generation,
  type GenerationNote,
  type Recommendation,
} from '../../../shared/assist/index.ts';
import { jsonObject, NotFoundError, UsageError, type JsonObject, type TakeId } from '../../../shared/base/index.ts';
import type { GenerationPreview, GenerationRequest } from '../../../shared/contract/index.ts';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import type { LearningStore } from '../learning/index.ts';
import type { Advisor } from './advisor.ts';
import { newGenerationId } from './generation-id.ts';
import { describePictures, createGenerationReader, gone } from './generation-reader.ts';
import { sessionOf } from './learning-session.ts';
import type { MadePicture } from './made-picture.ts';
import { measuredExplanation } from './measured-explanation.ts';
import { prepareDocument, type GenerationOrder } from './prepare.ts';
import type { GenerationRun, GenerationRunOptions, Workshop } from './workshop.ts';

/** Model that is used where nobody chooses one: it ships with Telar. */
const shippedModel = 'local/telar-mini';

/** Advice that was given lately is kept, so that what the user changed in it can be told. */
const keptRecommendations = 200;

/** A generation that has begun. */
export interface StartedGeneration extends GenerationRun {
  id: string;
}

/** What `start` takes beside the request. */
export interface StartOptions extends GenerationRunOptions {
  /** Advice in the place of the one that the request names. */
  recommendation?: Recommendation;
}

/** Prompts on their way to pictures. */
export interface Generations {
  recommend(request: Omit<GenerationRequest, 'recommendationId' | 'choices' | 'batch'>): Promise<Recommendation>;
  /** Advice as it was given; null when it is not known any more. */
  given(id: string): Recommendation | null;
  /** What `start` would run and cost; nothing is written. */
  preview(request: GenerationRequest): Promise<GenerationPreview>;
  /** Throws UsageError `empty-prompt` or `batch-…`, ModelNotFoundError, ParameterValidationError and what a run refuses. */
  start(request: GenerationRequest, options: StartOptions): Promise<StartedGeneration>;
  /** What `resume` would run and cost: only what is left. Throws NotFoundError `generation`. */
  previewResume(id: string): Promise<GenerationPreview>;
  resume(id: string, options: GenerationRunOptions): Promise<StartedGeneration>;
  /** What `again` would run and cost; nothing is written. */
  previewAgain(take: TakeId): Promise<GenerationPreview>;
  /** Makes a picture once more with another seed and all else as it was: a generation of its own. */
  again(take: TakeId, options: GenerationRunOptions): Promise<StartedGeneration>;
  read(id: string): Promise<Generation>;
  recent(limit: number): Promise<Generation[]>;
  /** The pictures of a generation that are there, in its order. */
  made(id: string): Promise<MadePicture[]>;
  /** Why a picture was made so, as JSON; null where nothing was decided for the user. Throws NotFoundError `generation`. */
  explanationOf(take: TakeId): Promise<JsonObject | null>;
}

/** Generations of an advisor in a workshop. */
export function createGenerations({
  advisor,
  workshop,
  learning,
}: {
  advisor: Advisor;
  workshop: Workshop;
  learning: Pick<LearningStore, 'record'>;
}): Generations {
  const kept = new Map<string, Recommendation>();
  const reader = createGenerationReader(workshop);

  async function recommend(request: Parameters<Generations['recommend']>[0]) {
    const { prompt, negativePrompt, seed, config } = wellFormed(request);
    requirePrompt(prompt);
    const recommendation = await advisor.recommend({ prompt, negativePrompt, seed, config });
    keep(recommendation);
    return recommendation;
  }

  function keep(recommendation: Recommendation): void {
    kept.delete(recommendation.id);
    // A caller may change what it was given.
    kept.set(recommendation.id, structuredClone(recommendation));
    const oldest = kept.keys().next();
    if (kept.size > keptRecommendations && oldest.done !== true) kept.delete(oldest.value);
  }

  /** The advice of a request: what the user has seen, else made now; none in manual mode. */
  async function adviceFor(request: GenerationRequest): Promise<Recommendation | null> {
    const { recommendationId, config, prompt } = request;
    if (config.mode === 'manual') return null;
    if (recommendationId === null) return recommend(request);
    const known = kept.get(recommendationId);
    if (known?.prompt === prompt) return known;
    throw new NotFoundError('recommendation', 'The advice that this was to be made by is not known any more.', {
      hint: 'Ask for advice again.',
    });
  }

  async function orderOf(asked: GenerationRequest, advice?: Recommendation): Promise<GenerationOrder> {
    const request = wellFormed(asked);
    const { prompt, negativePrompt, seed, config, choices, batch } = request;
    requirePrompt(prompt);
    const recommendation = advice ?? (await adviceFor(request));
    const triggerWords =
      recommendation === null
        ? { of: new Map<string, string[]>() }
        : await advisor.triggerWords(recommendation.baseModel.id);
    const maxSeconds = config.constraints.maxTimeSeconds ?? null;
    const { mode } = config;
    return { prompt, negativePrompt, seed, mode, recommendation, choices, batch, triggerWords, maxSeconds };
  }

  function documentOf(order: GenerationOrder, request: GenerationRequest, id: string) {
    const model = order.recommendation?.baseModel.id ?? request.config.baseModel ?? shippedModel;
    return prepareDocument(order, id, new Date().toISOString(), workshop.templateOf(model));
  }

  /** A run whose pictures learning hears of: what was advised for them, and what was taken. */
  function remembered(id: string, run: GenerationRun): StartedGeneration {
    const finished = run.finished.then(async (record) => {
      for (const made of reader.madeOf(id, await reader.load(id))) learning.record(sessionOf(made));
      return record;
    });
    return { ...run, id, finished };
  }

  async function pictureOf(take: TakeId): Promise<MadePicture> {
    const id = await workshop.generationOf(take);
    const found = reader.madeOf(id, await reader.load(id)).find(({ stored }) => stored.take.id === take);
    if (found === undefined) throw gone(id);
    return found;
  }

  async function previewOf(id: string, matrix: MatrixDocument): Promise<GenerationPreview> {
    const note = generationNoteOf(matrix);
    if (note === null) throw gone(id);
    const plan = await workshop.plan(id, matrix);
    const made = new Set(plan.cells.filter(({ action }) => action === 'skip').map(({ key }) => key));
    const pictures = describePictures({ note, pictures: [], run: null }, workshop);
    return {
      plan,
      pictures: pictures.filter(({ cell }) => !made.has(cell)),
      capMicroUsd: await workshop.cap(id, matrix),
    };
  }

  /** The document of a picture that is made once more, and what the one it was made by says of itself. */
  async function anotherOf(take: TakeId): Promise<{ id: string; matrix: MatrixDocument; note: GenerationNote }> {
    const { stored, note } = await pictureOf(take);
    const { matrix } = await workshop.read(note.id);
    const id = newGenerationId(new Date());
    const template = workshop.templateOf(stored.take.model ?? shippedModel);
    const picture = { matrix, note, unit: stored.take.unit, template };
    return { id, matrix: anotherTry(picture, id, new Date().toISOString()), note };
  }

  return {
    recommend,
    given: (id) => kept.get(id) ?? null,
    async preview(request) {
      const id = newGenerationId(new Date());
      return previewOf(id, documentOf(await orderOf(request), request, id));
    },
    async start(request, { recommendation, ...options }) {
      const order = await orderOf(request, recommendation);
      const id = newGenerationId(new Date());
      const limits = limitsOf(order);
      return remembered(id, await workshop.start(id, documentOf(order, request, id), { ...options, ...limits }));
    },
    previewResume: async (id) => previewOf(id, (await workshop.read(id)).matrix),
    async resume(id, options) {
      const { note } = await reader.load(id);
      return remembered(id, await workshop.resume(id, { ...options, ...limitsOf(note) }));
    },
    async previewAgain(take) {
      const { id, matrix } = await anotherOf(take);
      return previewOf(id, matrix);
    },
    async again(take, options) {
      const { id, matrix, note } = await anotherOf(take);
      return remembered(id, await workshop.start(id, matrix, { ...options, ...limitsOf(note) }));
    },
    read: async (id) => reader.describe(id, await reader.load(id)),
    async recent(limit) {
      const found: Generation[] = [];
      for (const id of await workshop.list()) {
        if (found.length >= limit) break;
        // One that is being written or was taken away by hand must not hide the others.
        const loaded = await reader.load(id).catch(ifGone);
        if (loaded !== null) found.push(reader.describe(id, loaded));
      }
      return found;
    },
    made: async (id) => reader.madeOf(id, await reader.load(id)),
    async explanationOf(take) {
      const { note, picture } = await pictureOf(take);
      if (note.recommendation === null || picture.metadata === null) return null;
      const explanation = measuredExplanation(note.recommendation.explanation, picture.metadata);
      return jsonObject.parse(JSON.parse(explanationToJson(explanation)));
    },
  };
}

/** What a picture may take at most, where the user has named it. */
function limitsOf({ maxSeconds }: { maxSeconds: number | null }): Pick<GenerationRunOptions, 'maxSeconds'> {
  return maxSeconds === null ? {} : { maxSeconds };
}

/** Half of a surrogate pair, which cutting a text can leave, cannot stand in a file: U+FFFD takes its place. */
function wellFormed<T extends Pick<GenerationRequest, 'prompt' | 'negativePrompt'>>(request: T): T {
  const { prompt, negativePrompt } = request;
  return { ...request, prompt: prompt.toWellFormed(), negativePrompt: negativePrompt?.toWellFormed() ?? null };
}

/** Throws UsageError `empty-prompt`. */
export function requirePrompt(prompt: string): void {
  if (prompt.trim() !== '') return;
  throw new UsageError('empty-prompt', 'There is no prompt.', { hint: 'Say what is to be made.' });
}

function ifGone(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
