import type { InferenceSession } from 'onnxruntime-node';
import type { EngineSettings, ExecutionProvider, OffloadStrategy } from '../../shared/local-engine/index.ts';
import {
  createMemoryPool,
  noMemory,
  openLearnedMemory,
  ownResidentBytes,
  readDemand,
  roomFor,
  sizeKey,
  staysBeside,
  watchOwnPeak,
  type ComponentUse,
  type GraphFile,
  type JobSize,
  type Lease,
  type LearnedMemory,
  type MemoryUse,
} from '../memory/index.ts';
import { missingFile, readModelFolder, type ModelFolder } from './model-folder.ts';
import type { ModelRecord, Signature } from './model-record.ts';
import { openSession } from './open-session.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import { mergeDemand, type MergedDemand } from './lora/index.ts';
import type { ConfigureRequest, EngineState, LoraOrder } from './protocol.ts';
import { describeModels } from './resident-models.ts';
import { createTokenizer, type PromptTokenizer } from './tokenizer.ts';

/** Components that no picture can be made without. */
const requiredComponents = ['text_encoder', 'unet', 'vae_decoder'] as const;

/** A component of a model, whether it is in memory at the moment or comes into it when it runs. */
export type ComponentSession = Pick<InferenceSession, keyof Signature | 'run'>;

/** A model in use. */
export interface LoadedModel {
  folder: ModelFolder;
  tokenizer: PromptTokenizer;
  /** Null for a model with one text encoder, like the session below. */
  tokenizer2: PromptTokenizer | null;
  textEncoder: ComponentSession;
  textEncoder2: ComponentSession | null;
  unet: ComponentSession;
  vaeDecoder: ComponentSession;
  /** Null for a model without one: it cannot start from a picture. */
  vaeEncoder: ComponentSession | null;
}

/** A model to be used. */
export interface ModelUse {
  modelFolder: string;
  size: JobSize;
  loras: readonly LoraOrder[];
  /** Folder that merged weights are kept in. */
  mergedFolder: string | null;
  /** The highest strategy that it may use; null = as the settings say. */
  strategy: OffloadStrategy | null;
  signal: AbortSignal;
}

/** What the process does that its parent wants to know of. */
export interface SessionEvents {
  /** So many of the weights that LoRAs change are merged; on a slow disk it takes a while. */
  merging(layer: number, layers: number): void;
  loading(component: string, bytes: number): void;
  loaded(): void;
  changed(): void;
}

/** Models in memory, as many as the budget and the settings allow. */
export interface ModelSessions {
  configure(request: ConfigureRequest, provider: ExecutionProvider): Promise<void>;
  /** Makes a model ready and works with it. Throws ModelNotFoundError and OutOfMemoryError. */
  use<T>(
    use: ModelUse,
    events: SessionEvents,
    work: (model: LoadedModel, notes: readonly string[]) => Promise<T>,
  ): Promise<T>;
  evict(modelFolder: string): Promise<void>;
  state(): Pick<EngineState, 'bookedBytes' | 'models' | 'counts' | 'stepDowns'>;
}

interface Terms {
  settings: EngineSettings;
  provider: ExecutionProvider;
  budget: MemoryUse;
}

/** What JavaScript may take beside what the process held before its first model: prompts, latents, pictures. */
const headroomBytes = 32 * 1024 ** 2;

/** An empty set of models; `configure` comes first. */
export function createModelSessions(): ModelSessions {
  const records = new Map<string, ModelRecord>();
  /** Read when the runtime has been started, which takes memory of its own, and no model is there yet. */
  let base: MemoryUse | null = null;
  let terms: Terms | null = null;
  let learned: LearnedMemory | null = null;
  let events: SessionEvents | null = null;
  const pool = createMemoryPool<InferenceSession>(
    { load, release: (session) => session.release(), isOutOfMemory },
    { budget: noMemory, base: noMemory, maxModels: 1, strategy: 'none' },
    Date.now,
  );

  async function load(id: string, { name }: ComponentUse): Promise<InferenceSession> {
    const { demand, provider, signatures } = recordOf(id);
    const graph = demand.graphs.get(name);
    if (graph === undefined) throw missingFile(id, `${name}/model.onnx`, null);
    events?.loading(name, graph.graphBytes + graph.externalBytes);
    const before = ownResidentBytes();
    const session = await openSession(graph, provider);
    learned?.noteComponent(demand.learnedKey, name, ownResidentBytes() - before);
    const { inputNames, outputNames, inputMetadata, outputMetadata } = session;
    signatures.set(name, { inputNames, outputNames, inputMetadata, outputMetadata });
    events?.loaded();
    return session;
  }

  function recordOf(id: string): ModelRecord {
    const record = records.get(id);
    if (record === undefined) throw new RangeError(`The model ${id} was never opened.`);
    return record;
  }

  /** Reads what a use needs; the configuration of a model that is in memory is not read again. */
  async function open(use: ModelUse, told: SessionEvents): Promise<{ record: ModelRecord; notes: readonly string[] }> {
    const { modelFolder, size, loras } = use;
    if (terms === null || learned === null || base === null)
      throw new Error('The sessions were used before they were configured.');
    const { settings, provider, budget } = terms;
    const clean = await readDemand(modelFolder, settings, roomFor(budget, base), { provider, learned, size });
    const versions = new Map([...clean.graphs].map(([name, graph]) => [name, versionOf(graph)]));
    const before = records.get(modelFolder);
    const isUnchanged = (name: string): boolean => before?.versions.get(name) === versions.get(name);
    const known = [...versions.keys()].every(isUnchanged) ? before : undefined;
    const folder = known?.folder ?? (await readModelFolder(modelFolder));
    for (const name of requiredComponents) {
      if (!clean.graphs.has(name)) throw missingFile(modelFolder, `${name}/model.onnx`, null);
    }
    const { demand, notes }: MergedDemand = await mergeDemand(modelFolder, clean, loras, {
      folder: use.mergedFolder,
      signal: use.signal,
      onLayer: (layer, layers) => told.merging(layer, layers),
    });
    const components = demand.components.map((component) => {
      // Merged weights are a file of their own.
      const graph = demand.graphs.get(component.name);
      return { ...component, version: [graph === undefined ? '' : versionOf(graph), provider].join('|') };
    });
    const record: ModelRecord = {
      folder,
      versions,
      tokenizer: known?.tokenizer ?? createTokenizer(folder.tokenizer),
      tokenizer2: known?.tokenizer2 ?? (folder.tokenizer2 === null ? null : createTokenizer(folder.tokenizer2)),
      demand: { ...demand, components, highest: clean.isDoubted ? 'aggressive' : use.strategy },
      loras,
      provider,
      signatures: new Map([...(before?.signatures ?? [])].filter(([name]) => isUnchanged(name))),
    };
    records.set(modelFolder, record);
    return { record, notes };
  }

  function forgetReleased(): void {
    const held = new Set(pool.entries().map(({ id }) => id));
    for (const id of records.keys()) if (!held.has(id)) records.delete(id);
  }

  /** Loads what stays in memory anyway, and what was never loaded: its inputs must be known before it runs. */
  async function warm({ demand, signatures }: ModelRecord, lease: Lease<InferenceSession>): Promise<void> {
    for (const { name } of demand.components) {
      if (staysBeside(lease.strategy(), name) || !signatures.has(name)) await lease.run(name, () => Promise.resolve());
    }
  }

  /**
   * Works, and learns what the work took where everything it needs was in memory before. Work that went well although the
   * readings said that it could not takes something off them.
   */
  async function measured<T>(
    { demand }: ModelRecord,
    size: JobSize,
    lease: Lease<InferenceSession>,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = ownResidentBytes();
    const peak = lease.strategy() === 'none' ? await watchOwnPeak() : null;
    const result = await work();
    const peakBytes = lease.strategy() === 'none' ? ((await peak?.()) ?? null) : null;
    const taken = demand.isDoubted ? 0 : peakBytes === null ? null : peakBytes - before;
    if (taken !== null) learned?.noteWorking(demand.learnedKey, sizeKey(size), taken);
    return result;
  }

  /** Lets go of idle models from a share of the budget on, by the books or by the reading, whichever is higher. */
  async function cleanUp(keep: string): Promise<void> {
    if (terms === null) return;
    const threshold = terms.budget.ram * terms.settings.cleanupThreshold;
    await pool.shrink(() => Math.max(pool.booked().ram, ownResidentBytes()) <= threshold, keep);
  }

  return {
    async configure({ settings, budget, memoryFile }, provider) {
      const providerChanged = terms !== null && terms.provider !== provider;
      terms = { settings, provider, budget };
      learned ??= await openLearnedMemory(memoryFile);
      base ??= { ram: ownResidentBytes() + headroomBytes, vram: 0 };
      learned.noteBase(base.ram);
      if (providerChanged) await pool.shrink(() => false, null);
      await pool.limit({ budget, base, maxModels: settings.maxModels, strategy: settings.strategy });
      forgetReleased();
    },
    async use(use, told, work) {
      const { record, notes } = await open(use, told);
      events = told;
      try {
        return await pool.use(record.demand, async (lease) => {
          // Whoever ends this process for its memory has to know the strategy that it worked under.
          told.changed();
          await warm(record, lease);
          told.changed();
          return measured(record, use.size, lease, () => work(modelOf(record, lease), notes));
        });
      } finally {
        await cleanUp(use.modelFolder);
        forgetReleased();
        events = null;
        told.changed();
        await learned?.save();
      }
    },
    async evict(modelFolder) {
      await pool.evict(modelFolder);
      forgetReleased();
    },
    state: () => ({
      bookedBytes: pool.booked().ram,
      models: describeModels(pool.entries(), records),
      counts: pool.counts(),
      stepDowns: [...pool.stepDowns()],
    }),
  };
}

/** Tells the content of a graph's files apart without reading them: a user may export a model anew into its folder. */
function versionOf({ file, graphBytes, externalBytes, changedAtMs }: GraphFile): string {
  return [file, graphBytes, externalBytes, changedAtMs].join(':');
}

/** The model as the pipeline sees it: every component runs, wherever it is at the moment. */
function modelOf(
  { folder, tokenizer, tokenizer2, signatures }: ModelRecord,
  lease: Lease<InferenceSession>,
): LoadedModel {
  const find = (name: string): ComponentSession | null => {
    const signature = signatures.get(name);
    if (signature === undefined) return null;
    return { ...signature, run: (...feeds) => lease.run(name, (session) => session.run(...(feeds as RunArguments))) };
  };
  const component = (name: string): ComponentSession => {
    const found = find(name);
    if (found === null) throw new RangeError(`The component ${name} was not loaded.`);
    return found;
  };
  return {
    ...{ folder, tokenizer, tokenizer2, unet: component('unet') },
    ...{ textEncoder: component('text_encoder'), textEncoder2: find('text_encoder_2') },
    ...{ vaeDecoder: component('vae_decoder'), vaeEncoder: find('vae_encoder') },
  };
}

type RunArguments = Parameters<InferenceSession['run']>;
