import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError } from '../../../shared/base/index.ts';
import {
  engineSettings,
  type EngineSettings,
  type EngineStatus,
  type MemoryEstimate,
} from '../../../shared/local-engine/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import type { ChildLauncher } from '../../child/index.ts';
import type { RuntimeDescription } from '../../diffusion/index.ts';
import {
  budgetOf,
  createMachineMemoryReader,
  createProcessMemoryReader,
  estimateModel,
  openLearnedMemory,
  usualBaseBytes,
  type MachineMemoryReader,
  type ProcessMemoryReader,
} from '../../memory/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import type { InlineEngine } from '../engine.ts';
import { runDiffusionJob } from './diffusion-job.ts';
import { createDiffusionProcess, type WatchdogTiming } from './diffusion-process.ts';
import { composeStatus } from './engine-status.ts';
import { runImageFrameJob } from './image-frame-job.ts';
import { findLoras, listLoras, lorasOf, type InstalledLora } from './lora-shelf.ts';
import { findModelFolder } from './model-place.ts';

export interface LocalEngineOptions {
  launcher: ChildLauncher;
  picture: PictureProcess;
  /** Folders that hold model folders, the user's own first. */
  modelFolders: readonly string[];
  /** Folders that hold LoRAs for every model, the user's own first. */
  loraFolders?: readonly string[];
  /** Data folder, where the readings of models are kept; without one they last as long as the process. */
  home?: string;
  timing?: Partial<WatchdogTiming>;
  readProcess?: ProcessMemoryReader;
  readMachine?: MachineMemoryReader;
}

/** In pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

export interface LocalEngine extends InlineEngine {
  describe(): Promise<RuntimeDescription>;
  /** Answers at once, also during a job; starts nothing. */
  status(): Promise<EngineStatus>;
  /** Hears of every change and, during a job, of every reading, until the returned function is called. */
  onStatus(listener: (status: EngineStatus) => void): () => void;
  /**
   * Puts settings in force. Another execution provider than before is tried at once: throws ProviderUnavailableError,
   * naming those that work, and keeps the settings before it.
   */
  configure(settings: EngineSettings): Promise<void>;
  /** Lets go of a model, by the folder that the status names; one at work after its job. */
  evict(folder: string): Promise<void>;
  /**
   * What a model will take before it is loaded, for one picture of a size or of its usual one; null for a template that loads
   * none. Throws ModelNotFoundError.
   */
  estimate(template: ModelTemplate, size?: PictureSize | null): Promise<MemoryEstimate | null>;
  /** Folder of a model's files; null for a template that loads none. Throws ModelNotFoundError. */
  folderOf(template: ModelTemplate): string | null;
  /** LoRAs that are installed for a model, by name; none for a template that loads no model. Throws ModelNotFoundError. */
  loras(template: ModelTemplate): Promise<InstalledLora[]>;
  /**
   * Vectors of texts by a sentence model in `folder`, in their order. Throws ModelNotFoundError and ModelFileError for a
   * folder that holds none that works, CancelledError after `signal`.
   */
  embed(folder: string, texts: readonly string[], options: { signal: AbortSignal }): Promise<number[][]>;
  /** Ends the engine process: its job fails, its memory is free, and it starts again with the next job. */
  restart(): Promise<void>;
}

/** The engine of this machine: diffusion models and picture operations. */
export function createLocalEngine(options: LocalEngineOptions): LocalEngine {
  const { launcher, picture, modelFolders, loraFolders = [], home } = options;
  const mergedFolder = join(home ?? join(tmpdir(), `telar-${process.pid}`), 'cache', 'merged');
  const readMachine = options.readMachine ?? createMachineMemoryReader();
  const memoryFile = home === undefined ? null : join(home, 'engine-memory.json');
  const listeners = new Set<(status: EngineStatus) => void>();
  let settings: EngineSettings | null = null;

  const inForce = (): EngineSettings => settings ?? engineSettings.parse({});
  /** Only models on a graphics card need its memory: reading it takes a while. */
  const usesCard = (): boolean => (diffusion.state()?.executionProvider ?? 'cpu') !== 'cpu';
  const machine = () => readMachine({ graphics: usesCard() });

  const diffusion = createDiffusionProcess({
    launcher,
    memoryFile,
    terms: async () => ({ settings: inForce(), budget: budgetOf(inForce(), await machine()) }),
    readMemory: options.readProcess ?? createProcessMemoryReader(),
    ...(options.timing === undefined ? {} : { timing: options.timing }),
    onChange: () => void tell(),
  });

  const status = async (): Promise<EngineStatus> =>
    composeStatus({ diffusion, settings: inForce(), machine: await machine() });

  async function tell(): Promise<void> {
    if (listeners.size === 0) return;
    const now = await status();
    for (const listener of listeners) listener(now);
  }

  return {
    kind: 'inline',
    provider: 'local',
    concurrency: (template) => (isPictureOperation(template) ? 2 : 1),
    async filesOf(template, parameters) {
      const uses = isPictureOperation(template) ? [] : lorasOf(parameters);
      if (uses.length === 0) return new Map();
      const model = { id: template.id, folder: findModelFolder(template, modelFolders) };
      const found = await findLoras(uses, model, loraFolders);
      return new Map(found.map(({ id, file }) => [`lora:${id}`, file]));
    },
    async run(job, runOptions) {
      if (runOptions.signal.aborted) throw new CancelledError();
      if (isPictureOperation(job.template)) return runImageFrameJob(job, picture);
      const parts = { diffusion, picture, modelFolders, loraFolders, mergedFolder, previews: inForce() };
      return runDiffusionJob(job, parts, runOptions);
    },
    describe: () => diffusion.describe(),
    status,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async configure(next) {
      const before = settings;
      // The first settings are those kept from last time: a job says when they do not work any more.
      const isTried =
        before !== null && next.executionProvider !== before.executionProvider && next.executionProvider !== 'auto';
      settings = next;
      try {
        await diffusion.configure({ start: isTried });
      } catch (error) {
        settings = before;
        throw error;
      }
    },
    evict: (folder) => diffusion.evict(folder),
    async estimate(template, size = null) {
      if (isPictureOperation(template)) return null;
      const folder = findModelFolder(template, modelFolders);
      const { freeBytes, totalBytes, vramTotalBytes } = await machine();
      const budget = budgetOf(inForce(), { totalBytes, vramTotalBytes });
      const reading = await diffusion.reading();
      // What idle models of the engine hold is to be had as well.
      const free = freeBytes + (reading?.residentBytes ?? 0);
      const learned = await openLearnedMemory(memoryFile);
      return estimateModel(folder, {
        settings: inForce(),
        available: { ram: Math.min(budget.ram, free), vram: budget.vram },
        base: { ram: learned.base() ?? usualBaseBytes, vram: 0 },
        provider: diffusion.state()?.executionProvider ?? 'cpu',
        learned,
        size: size === null ? null : { ...size, batch: 1 },
      });
    },
    folderOf: (template) =>
      template.provider !== 'local' || isPictureOperation(template) ? null : findModelFolder(template, modelFolders),
    async loras(template) {
      if (isPictureOperation(template)) return [];
      return listLoras(findModelFolder(template, modelFolders), loraFolders);
    },
    embed: (folder, texts, { signal }) => diffusion.embed(folder, texts, signal),
    restart() {
      diffusion.restart();
      return Promise.resolve();
    },
    dispose() {
      diffusion.dispose();
      return Promise.resolve();
    },
  };
}

function isPictureOperation(template: ModelTemplate): boolean {
  return template.endpoint === 'image-frame';
}
