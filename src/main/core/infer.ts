import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { AssetType } from '../../shared/artifact/index.ts';
import { CancelledError, TelarError, type JsonObject } from '../../shared/base/index.ts';
import type { OpenJob, RunConsent } from '../../shared/contract/index.ts';
import { defaultOutputDir } from '../../shared/matrix/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import type { CellRun } from '../../shared/run/index.ts';
import { anyOllamaModel, type ModelTemplate, type ProviderId } from '../../shared/template/index.ts';
import type { Engine, OllamaEngine } from '../engine/index.ts';
import { takesFolderName, takesIndexName } from '../artifact/index.ts';
import { readDocument, writeNewDocument } from '../matrix/index.ts';
import { makeFolder } from '../platform/index.ts';
import type { Ledger } from '../run/index.ts';
import type { Headless, HeadlessRun } from './headless.ts';
import {
  foldersOfFiles,
  inferenceDocument,
  templateFor,
  type InferenceDocument,
  type ModelShelf,
} from './infer-document.ts';
import { outcomeOf, outcomeOfJob, withoutCell, type InferenceOutcome } from './infer-result.ts';
import { createWitness } from './infer-witness.ts';

export interface InferOptions {
  /** Folder that relative file parameters are seen from. */
  baseDir: string;
  /** Makes a labelled placeholder for nothing. */
  rehearse?: boolean;
  signal?: AbortSignal;
  onCell?: (cell: CellRun) => void;
}

/** A paid inference that an earlier process has left open, by its document. */
export interface OpenInference {
  file: string;
  jobs: OpenJob[];
}

/** Single inferences outside any document. */
export interface Inference {
  /** The template of a model; `ollama` alone is the default model there. Throws ModelNotFoundError. */
  template(model: string): ModelTemplate;
  /** Models that can be used, the user's own Ollama asked for its. */
  models(outputType?: AssetType): Promise<ModelSummary[]>;
  /** What an inference would do and cost. Throws what keeps it from running; nothing is written or sent. */
  plan(model: string, params: JsonObject, options: Omit<InferOptions, 'signal' | 'onCell'>): Promise<PlannedCell>;
  /**
   * Does one inference, with all the care of a run: it is checked before it costs anything, and written down before it is
   * submitted. Each call makes a new result. `consent` is asked when nothing is wrong; it may throw to refuse.
   */
  infer(
    model: string,
    params: JsonObject,
    consent: (plan: RunPlan) => RunConsent | Promise<RunConsent>,
    options: InferOptions,
  ): Promise<InferenceOutcome>;
  /** Paid ones that were interrupted, oldest first. */
  open(): Promise<OpenInference[]>;
  /** Finishes one of them without paying again. */
  resume(file: string, options: Pick<InferOptions, 'signal' | 'onCell'>): Promise<InferenceOutcome>;
}

/** A model in a list. */
export interface ModelSummary {
  id: string;
  title: string;
  provider: ProviderId;
  outputType: AssetType;
  capabilities: string[];
  description: string;
}

export interface InferenceParts extends ModelShelf {
  home: string;
  engines: readonly Engine[];
  ollama: OllamaEngine;
  ledger: Pick<Ledger, 'openFolders' | 'openJobs'>;
  headlessWith: (means: { allowedFolders: readonly string[]; engines: readonly Engine[] }) => Headless;
}

const all = { scope: { kind: 'all' }, overwrite: 'stale' } as const;
const documentName = 'inference.telar.json';

/** Inferences, each with a folder of its own below the data folder that holds its document and its takes. */
export function createInference(parts: InferenceParts): Inference {
  const { templates, engines, ledger, headlessWith } = parts;
  const root = join(realpathSync(parts.home), 'inferences');
  const template = (model: string): ModelTemplate => templateFor(model, parts);
  const documentFor = (model: string, params: JsonObject, baseDir: string): InferenceDocument =>
    inferenceDocument(template(model), params, baseDir);

  async function follow(
    start: (headless: Headless, onCell: (cell: CellRun) => void) => Promise<HeadlessRun>,
    file: string,
    allowedFolders: readonly string[],
    { signal, onCell = () => undefined }: Pick<InferOptions, 'signal' | 'onCell'>,
  ): Promise<InferenceOutcome> {
    const isAborted = (): boolean => signal?.aborted === true;
    if (isAborted()) throw new CancelledError();
    const witness = createWitness(engines);
    const run = await start(headlessWith({ allowedFolders, engines: witness.engines }), onCell).catch(forCaller(file));
    const cancel = (): void => run.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    if (isAborted()) cancel();
    const record = await run.finished;
    signal?.removeEventListener('abort', cancel);
    return outcomeOf(record, run, witness, file);
  }

  /** Removes the folder of an inference that made nothing; what is still open at a provider is found by it. */
  async function removeUnused(file: string): Promise<void> {
    const folder = dirname(file);
    const isOpen = ledger.openFolders().some(({ outputDir }) => outputDir.startsWith(folder + sep));
    if (!isOpen && !hasTakes(folder)) await rm(folder, { recursive: true, force: true });
  }

  /** Whether a run of the document as it is now would only take up what was paid. */
  async function isTakenUp(file: string, allowedFolders: readonly string[]): Promise<boolean> {
    const headless = headlessWith({ allowedFolders, engines });
    if ((await headless.jobs(file)).length === 0) return true;
    const cell = (await headless.plan(file, { ...all, rehearse: false })).cells[0];
    return cell?.failure?.code === 'ProviderError' || cell?.why.some(({ kind }) => kind === 'already-paid') === true;
  }

  /** Fetches what was paid by its job alone: the model is gone, or its template is not the one it was ordered by. */
  async function collect(file: string, { signal }: Pick<InferOptions, 'signal'>): Promise<InferenceOutcome> {
    const witness = createWitness(engines);
    const headless = headlessWith({ allowedFolders: [], engines: witness.engines });
    const [job] = await headless.jobs(file);
    if (job === undefined) throw new CancelledError();
    // Whoever stops waiting leaves the job open; it is taken up again at another time.
    await untilAborted(headless.decideJob(file, job.id, 'look-again'), signal).catch(forCaller(file));
    return outcomeOfJob(job, await headless.delivered(file, job.id), witness);
  }

  /** Names of the models of the user's Ollama; none where it does not answer. */
  async function ollamaModels(): Promise<string[]> {
    const { ollama, ollamaModel } = parts;
    const own = ollamaModel === null ? [] : [ollamaModel];
    try {
      const { models } = await ollama.status({});
      return [...new Set([...own, ...models.map(({ name }) => name)])];
    } catch (error) {
      if (error instanceof TelarError) return own;
      throw error;
    }
  }

  return {
    template,
    async models(outputType) {
      const shipped = [...templates.values()].filter(({ id }) => id !== anyOllamaModel);
      const names = templates.has(anyOllamaModel) ? await ollamaModels() : [];
      const own = names.flatMap((name) => templates.get(`ollama/${name}`) ?? []);
      const found = [...new Set([...shipped, ...own])].map(summaryOf);
      return found.filter((each) => outputType === undefined || each.outputType === outputType);
    },
    async plan(model, params, { baseDir, rehearse = false }) {
      const { matrix, allowedFolders } = documentFor(model, params, baseDir);
      const file = join(parts.home, documentName);
      const plan = await headlessWith({ allowedFolders, engines }).plan({ file, matrix }, { ...all, rehearse });
      const cell = plan.cells[0];
      if (cell === undefined) throw new Error('the plan of an inference has no cell');
      if (cell.failure !== null) throw withoutCell(cell.failure, file);
      return cell;
    },
    async infer(model, params, consent, { baseDir, rehearse = false, ...options }) {
      const { matrix, text, allowedFolders } = documentFor(model, params, baseDir);
      const file = join(root, folderName(), documentName);
      const agree = async (plan: RunPlan): Promise<RunConsent> => {
        const agreed = await consent(plan);
        await writeNewDocument(file, text);
        return agreed;
      };
      const start = (headless: Headless, onCell: (cell: CellRun) => void): Promise<HeadlessRun> =>
        headless.run({ file, matrix }, { ...all, rehearse }, agree, onCell);
      // The plan looks at the document's folder; it goes again when nothing comes of it.
      makeFolder(dirname(file));
      try {
        return await follow(start, file, allowedFolders, options);
      } catch (error) {
        await removeUnused(file);
        throw error;
      }
    },
    async open() {
      const files = ledger.openFolders().flatMap(({ outputDir }) => {
        const file = join(dirname(outputDir), documentName);
        return outputDir.startsWith(root + sep) ? [file] : [];
      });
      const headless = headlessWith({ allowedFolders: [], engines });
      const found = await Promise.all(files.map(async (file) => ({ file, jobs: await headless.jobs(file) })));
      return found.sort((a, b) => (a.jobs[0]?.createdAtMs ?? 0) - (b.jobs[0]?.createdAtMs ?? 0));
    },
    async resume(file, options) {
      const layer = (await readDocument(file)).matrix.layers[0];
      const used = layer === undefined ? undefined : templates.get(layer.model);
      const allowedFolders = used === undefined ? [] : foldersOfFiles(used, layer?.parameters ?? {});
      if (!(await isTakenUp(file, allowedFolders))) return collect(file, options);
      // What is paid already costs nothing; should it cost anything after all, the run refuses that itself.
      const nothing = { budgetMicroUsd: null, confirmedMicroUsd: null, allowUnknownPrice: false };
      return follow(
        (headless, onCell) => headless.run(file, { ...all, rehearse: false }, nothing, onCell),
        file,
        allowedFolders,
        options,
      );
    },
  };
}

function summaryOf({ id, title, provider, output, capabilities, description }: ModelTemplate): ModelSummary {
  return { id, title, provider, outputType: output.asset_type, capabilities: [...capabilities], description };
}

/** One name for each, the oldest first. */
function folderName(): string {
  return `${new Date().toISOString().slice(0, 10)}-${randomUUID().slice(0, 8)}`;
}

/** Whether an inference has made anything: the index of its takes is empty until then. */
function hasTakes(folder: string): boolean {
  return [defaultOutputDir, `${defaultOutputDir}-rehearsal`].some((name) => {
    const index = join(folder, name, takesFolderName, takesIndexName);
    return existsSync(index) && statSync(index).size > 0;
  });
}

/** Waits for work that goes on by itself. Throws CancelledError when nobody waits any more. */
async function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  const aborted = new Promise<never>((_, reject) => {
    const cancel = (): void => reject(new CancelledError());
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
  return Promise.race([work, aborted]);
}

/** Refusals name the cell of a document that the caller has never seen. */
function forCaller(file: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof TelarError ? withoutCell(error.toJSON(), file) : error;
  };
}
