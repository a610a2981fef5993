import { join } from 'node:path';
import {
  baseFamily,
  buildExplanation,
  buildNegativePrompt,
  nothingLearned,
  type PipelineConfig,
  type PromptAnalysis,
  type PromptRoom,
  type Recommendation,
} from '../../shared/assist/index.ts';
import { hashJson, jsonObject, TelarError, type FailureData } from '../../shared/base/index.ts';
import type { ModelTemplate, TemplateCatalog } from '../../shared/template/index.ts';
import {
  createAnalyzer,
  createLoraAdviser,
  createParameterAdviser,
  listEmbeddings,
  ollamaVectors,
  readModelRules,
  sentenceVectors,
  unanswering,
  type Advisor,
  type LearningStore,
  type LoraPlaces,
  type RunEstimates,
  type TextVectors,
} from '../assist/index.ts';
import { readPromptRoom } from '../diffusion/index.ts';
import type { LocalEngine, OllamaEngine } from '../engine/index.ts';
import { openSafetensors } from '../weights/index.ts';
import { sentenceModelIn } from './sentence-model.ts';
import { templateFor, type ModelShelf } from './infer-document.ts';

export interface AdvisorParts extends ModelShelf {
  home: string;
  resources: string;
  templates: TemplateCatalog;
  engine: Pick<LocalEngine, 'folderOf' | 'loras' | 'embed'>;
  estimates: RunEstimates;
  learning: Pick<LearningStore, 'learned' | 'problem'>;
  ollama: Pick<OllamaEngine, 'ask' | 'embed' | 'status'>;
  /** Folders that may hold descriptions of LoRAs whose file is gone. */
  loraFolders: readonly string[];
}

/** Time for comparing texts where no configuration names one. */
const defaultTimeoutMs = 8_000;

/** Advises with what this machine has: its models, its LoRAs, its times and what its user has taught. */
export async function createAdvisor(parts: AdvisorParts): Promise<Advisor> {
  const { templates, engine, estimates, learning, ollama } = parts;
  const analyzer = createAnalyzer({
    folder: join(parts.resources, 'assist'),
    ask: (question, options) => ollama.ask(question, options),
  });
  const loraAdviser = createLoraAdviser(readHeader);
  const parameterAdviser = createParameterAdviser({
    rules: await readModelRules(parts.resources),
    estimates,
    embeddings: () => listEmbeddings([join(parts.home, 'embeddings')]),
  });
  const ownSentences = sentenceVectors(sentenceModelIn(join(parts.home, 'sentence-model'), engine));
  const ollamaSentences = ollamaVectors({
    models: async (signal) => (await ollama.status({ signal })).models.map(({ name }) => name),
    embed: ollama.embed.bind(ollama),
  });

  /** A server that has just kept the prompt waiting is not waited for again. */
  function sourcesFor({ fallback }: PromptAnalysis, server: PipelineConfig['ollama']): TextVectors[] {
    if (server === null) return [ownSentences];
    const isSilent = fallback !== null && saysNothing(fallback);
    return [isSilent ? unanswering(fallback) : ollamaSentences, ownSentences];
  }

  /** By folder: a vocabulary has tens of thousands of words. */
  const rooms = new Map<string, PromptRoom>();

  async function placesOf(template: ModelTemplate): Promise<LoraPlaces> {
    const folder = engine.folderOf(template);
    if (folder === null) return { files: [], folders: [] };
    return { files: await engine.loras(template), folders: [join(folder, 'loras'), ...parts.loraFolders] };
  }

  /** How much a model reads of a prompt; null where only a provider knows, or where a run will say that it cannot be read. */
  async function roomOf(template: ModelTemplate): Promise<PromptRoom | null> {
    const folder = engine.folderOf(template);
    if (folder === null) return null;
    const known = rooms.get(folder);
    if (known !== undefined) return known;
    try {
      const room = await readPromptRoom(folder);
      rooms.set(folder, room);
      return room;
    } catch (error) {
      if (error instanceof TelarError) return null;
      throw error;
    }
  }

  /** Models that may be advised: those of this machine, and the one that was asked for. */
  function modelsFor(asked: string | null): ModelTemplate[] {
    const own = [...templates.values()].filter((each) => engine.folderOf(each) !== null);
    const wanted = asked === null ? null : templateFor(asked, parts);
    return wanted === null || own.includes(wanted) ? own : [wanted, ...own];
  }

  async function adviseLoras(
    template: ModelTemplate,
    analysis: PromptAnalysis,
    { loraPreferences, ollama: server, enableLearning }: PipelineConfig,
    signal: AbortSignal,
  ) {
    const advice = await loraAdviser.advise({
      analysis,
      places: await placesOf(template),
      baseNames: [template.id, template.title],
      preferences: loraPreferences,
      learned: enableLearning ? learning.learned() : nothingLearned,
      sources: sourcesFor(analysis, server),
      isRead: await roomOf(template),
      signal,
      timeoutMs: server?.timeoutMs ?? defaultTimeoutMs,
    });
    const unlearned = enableLearning ? learning.problem() : null;
    return unlearned === null ? advice : { ...advice, problems: [...advice.problems, unlearned] };
  }

  return {
    analyze: (prompt, server, signal) => analyzer.analyze(prompt, server, signal),
    async recommend({ prompt, negativePrompt, seed, config }, signal = new AbortController().signal) {
      const { constraints } = config;
      const analysis = await analyzer.analyze(prompt, config.ollama, signal);
      const given = { ...(seed === null ? {} : { seed }), ...(negativePrompt === null ? {} : { negativePrompt }) };
      const question = { analysis, constraints, given };
      const chosen = await parameterAdviser.chooseModel(question, config.baseModel, modelsFor(config.baseModel));
      const { template, choice: baseModel } = chosen;
      const loras = await adviseLoras(template, analysis, config, signal);
      const negative = buildNegativePrompt(analysis, baseFamily(template.id)).text;
      const params = await parameterAdviser.advise({ ...question, negativePrompt: negative }, template, loras.loras);
      const explanation = buildExplanation({ analysis, baseModel, loras, params, constraints });
      return identified({ prompt, analysis, loras, params, explanation, baseModel });
    },
    async triggerWords(model) {
      const template = templateFor(model, parts);
      const { candidates } = await loraAdviser.catalogue(await placesOf(template));
      const of = new Map(candidates.map(({ id, triggerWords }) => [id.toLowerCase(), triggerWords]));
      return { of, isRead: (await roomOf(template)) ?? undefined };
    },
  };
}

/** Whether a server was not there or did not answer, rather than with something that could not be used. */
function saysNothing({ code, kind }: FailureData): boolean {
  return (
    code === 'ProviderUnavailableError' || (code === 'ProviderError' && (kind === 'timeout' || kind === 'network'))
  );
}

/** The same advice has the same id, so that what was said of it can be found again. */
function identified(advice: Omit<Recommendation, 'id'>): Recommendation {
  const plain = jsonObject.parse(JSON.parse(JSON.stringify(advice)));
  return { id: hashJson(plain).slice(0, 32), ...advice };
}

/** Only the header is read. */
async function readHeader(file: string) {
  const opened = await openSafetensors(file);
  const { metadata, tensors } = opened;
  opened.close();
  return { metadata, shapes: new Map([...tensors].map(([name, { shape }]) => [name, shape])) };
}
