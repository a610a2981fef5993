import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  fromFailure,
  NotFoundError,
  UsageError,
  type CellKey,
  type DocumentId,
  type MicroUsd,
  type TakeId,
} from '../../shared/base/index.ts';
import type { JobDecision, OpenJob, RunChoices, RunConsent } from '../../shared/contract/index.ts';
import { listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import { buildPlan, listFilePaths, type PlanScope, type RunPlan } from '../../shared/plan/index.ts';
import type { CellRun, RunRecord } from '../../shared/run/index.ts';
import { nearestName, type TemplateCatalog } from '../../shared/template/index.ts';
import { resolveOutputDir } from '../artifact/index.ts';
import { assetsOf, deliveredBy, takesOf, type CellAsset, type DeliveredTake } from './cell-assets.ts';
import { isShippedFile, readDocument } from '../matrix/index.ts';
import type { FileHasher } from '../platform/index.ts';
import type { RunResources } from '../run/index.ts';
import { canonicalPath, documentIdOf, type Documents } from './documents.ts';
import { importTable, type ImportedTable } from './import-table.ts';
import { readFileParameters } from './known-state.ts';
import type { PaidJobs } from './paid-jobs.ts';
import { shownFolder, type Project } from './project.ts';
import { capOf } from './run-terms.ts';
import type { RunRequest, Runs } from './runs.ts';

/** A run that somebody follows without a window. */
export interface HeadlessRun {
  plan: RunPlan;
  cancel(): void;
  finished: Promise<RunRecord>;
  /** What became of files of the user that stood in a take's place, in words. */
  notices(): readonly string[];
  /** What the cells of the plan have now: the picked take of each, in document order. */
  assets(): CellAsset[];
  /** All takes that the output folder has of these cells, the picked one of each first. */
  takes(): CellAsset[];
}

/** What is agreed to: known beforehand, or answered for a plan without broken cells. It may throw to refuse the plan. */
export type ConsentFor = RunConsent | ((plan: RunPlan) => RunConsent | Promise<RunConsent>);

/** What a run may take beside money. */
export type RunLimits = Pick<RunRequest, 'maxSeconds'>;

/** A document to run: a file, or one that a program made, with the place its relative paths are seen from. */
export type HeadlessSource = string | { file: string; matrix: MatrixDocument };

/** Plans and runs documents as they are on disk, without opening them in the studio: for the command line and programs. */
export interface Headless {
  plan(source: HeadlessSource, choices: RunChoices): Promise<RunPlan>;
  /** What a run of this document may spend: the lowest of its own limit, the settings' and the given one; null for none. */
  cap(source: HeadlessSource, budgetMicroUsd: MicroUsd | null): Promise<MicroUsd | null>;
  /**
   * Starts a run; `onCell` hears of every change, the first states included. Throws the failure of the first cell that
   * cannot run, and all that Runs.start refuses, before anything is paid.
   */
  run(
    source: HeadlessSource,
    choices: RunChoices,
    consent: ConsentFor,
    onCell: (cell: CellRun) => void,
    limits?: RunLimits,
  ): Promise<HeadlessRun>;
  /** Reads a document without opening it. */
  read(file: string): Promise<MatrixDocument>;
  /** Takes units and variables from CSV or TSV into a document and saves it; see importTable. */
  importTable(file: string, table: string): Promise<ImportedTable>;
  /** Paid jobs of a document's output folder that are not finished, oldest first. */
  jobs(file: string): Promise<OpenJob[]>;
  /** What a job has delivered, the first output first, also when the document cannot be planned any more. */
  delivered(file: string, jobId: TakeId): Promise<DeliveredTake[]>;
  /** Decides about one of them. Throws DocumentConflictError while another process runs there. */
  decideJob(file: string, jobId: TakeId, decision: JobDecision): Promise<void>;
}

export interface HeadlessParts {
  resources: string;
  outputDir: string | null;
  allowedFolders: readonly string[];
  templates: TemplateCatalog;
  hasher: FileHasher;
  runs: Runs;
  documents: Documents;
  paidJobs: PaidJobs;
  openProjectOf(id: DocumentId, file: string, matrix: MatrixDocument, isRehearsal: boolean): Promise<Project>;
  resourcesOf(project: Project): RunResources;
  settingsCap(): Promise<MicroUsd | null>;
}

/** The headless face of the core. */
export function createHeadless(parts: HeadlessParts): Headless {
  async function open(source: HeadlessSource, scope: PlanScope): Promise<Opened> {
    const path = await canonicalPath(typeof source === 'string' ? source : source.file);
    const matrix = typeof source === 'string' ? (await readDocument(path)).matrix : source.matrix;
    checkScope(matrix, scope);
    // What a program made has no file: it is known by the folder it works in.
    const identity = typeof source === 'string' ? path : resolve(parts.outputDir ?? path);
    return { path, matrix, id: documentIdOf(identity) };
  }

  function isBesideShipped(path: string): boolean {
    return parts.outputDir === null && isShippedFile(parts.resources, path);
  }

  async function preview({ path, matrix, id }: Opened, choices: RunChoices): Promise<RunPlan> {
    const shownDir = shownFolder(matrix, parts.outputDir, choices.rehearse);
    const isUntouched = !existsSync(resolveOutputDir(path, shownDir, parts.outputDir));
    // Without an output folder there are no takes; a plan makes none.
    if (isUntouched || isBesideShipped(path)) {
      const { hasher, allowedFolders: allowed } = parts;
      const paths = listFilePaths(matrix, parts.templates);
      const files = await readFileParameters({ documentFile: path, paths, hasher, allowed });
      const nothing = { picks: new Map(), ...files };
      return buildPlan({ ...matrix, output_dir: shownDir }, parts.templates, nothing, choices);
    }
    const project = await parts.openProjectOf(id, path, matrix, choices.rehearse);
    return project.plan(matrix, choices);
  }

  /** The project of a file that has an output folder; null where there is none yet. */
  async function madeProject(file: string): Promise<Project | null> {
    const { path, matrix, id } = await open(file, { kind: 'all' });
    const shownDir = shownFolder(matrix, parts.outputDir, false);
    if (!existsSync(resolveOutputDir(path, shownDir, parts.outputDir)) || isBesideShipped(path)) return null;
    return parts.openProjectOf(id, path, matrix, false);
  }

  return {
    importTable: (file, table) => importTable(file, table, parts),
    async jobs(file) {
      const project = await madeProject(file);
      return project === null ? [] : parts.paidJobs.list(parts.resourcesOf(project));
    },
    async delivered(file, jobId) {
      const project = await madeProject(file);
      return project === null ? [] : deliveredBy(jobId, project.takes);
    },
    async decideJob(file, jobId, decision) {
      const project = await madeProject(file);
      if (project === null)
        throw new NotFoundError('run', 'There is no such paid job.', { hint: 'List the open ones.' });
      await parts.paidJobs.decide(parts.resourcesOf(project), jobId, decision);
    },
    read: async (file) => (await readDocument(await canonicalPath(file))).matrix,
    async plan(source, choices) {
      return preview(await open(source, choices.scope), choices);
    },
    async cap(source, budgetMicroUsd) {
      const { matrix } = await open(source, { kind: 'all' });
      return capOf(matrix, { budgetMicroUsd }, await parts.settingsCap());
    },
    async run(source, choices, consentFor, onCell, limits = {}) {
      const opened = await open(source, choices.scope);
      const { path, matrix, id } = opened;
      if (isBesideShipped(path)) {
        throw new UsageError('invalid', 'This example is part of Telar, nothing is written beside it.', {
          hint: 'Name an output folder with --output-dir, or copy the example first.',
          place: { file: path },
        });
      }
      const shown = await preview(opened, choices);
      refuseBroken(shown, source);
      const consent = typeof consentFor === 'function' ? await consentFor(shown) : consentFor;
      const project = await parts.openProjectOf(id, path, matrix, choices.rehearse);
      const plan = await project.plan(matrix, choices);
      const run = await parts.runs.start({
        plan,
        resources: parts.resourcesOf(project),
        capMicroUsd: capOf(matrix, consent, await parts.settingsCap()),
        consent,
        ...limits,
        onCell: withoutWords(onCell),
      });
      return {
        plan,
        finished: run.finished,
        cancel: () => run.cancel(),
        notices: () => project.takes.notices,
        assets: () => assetsOf(plan, project.takes),
        takes: () => takesOf(plan, project.takes),
      };
    },
  };
}

/** Leaves out changes of the text that is being written: reports hold none, and it changes at every word. */
function withoutWords(onCell: (cell: CellRun) => void): (cell: CellRun) => void {
  const told = new Map<CellKey, CellRun>();
  return (cell) => {
    const before = told.get(cell.key);
    told.set(cell.key, cell);
    if (before === undefined || !isSameButWords(before, cell)) onCell(cell);
  };
}

function isSameButWords(before: CellRun, cell: CellRun): boolean {
  const names = Object.keys(cell) as (keyof CellRun)[];
  return names.every((name) => name === 'partialText' || before[name] === cell[name]);
}

interface Opened {
  path: string;
  matrix: MatrixDocument;
  id: DocumentId;
}

/**
 * Refuses a document with a mistake before anything of it runs. A paid job that waits for a decision is no mistake: its
 * cell stays blocked, the others go on. A cell that only waits for a broken one has no failure of its own.
 */
function refuseBroken(plan: RunPlan, source: HeadlessSource): void {
  const failure = plan.cells.find((cell) => cell.failure !== null && cell.failure.code !== 'ProviderError')?.failure;
  if (failure == null) return;
  const file = typeof source === 'string' ? { file: source } : {};
  throw fromFailure({ ...failure, place: { ...file, ...failure.place } });
}

/** Refuses the names of units and layers that the document does not have: such a scope would do nothing, silently. */
function checkScope(matrix: MatrixDocument, scope: PlanScope): void {
  const keys = listCells(matrix).map((cell): string => cell.key);
  const check = (kind: string, name: string, known: readonly string[]): void => {
    if (known.includes(name)) return;
    const nearest = nearestName(name, known);
    throw new UsageError('invalid', `The document has no ${kind} "${name}".`, {
      hint: nearest === null ? `It has ${known.slice(0, 20).join(', ')}.` : `Did you mean "${nearest}"?`,
      values: { name },
    });
  };
  const unitIds = matrix.units.map((each): string => each.id);
  const layerNames = matrix.layers.map((each): string => each.name);
  switch (scope.kind) {
    case 'all':
    case 'stale':
    case 'failed':
      return;
    case 'unit':
      return check('unit', scope.unit, unitIds);
    case 'layer':
      return check('layer', scope.layer, layerNames);
    case 'without':
      scope.layers.forEach((layer) => check('layer', layer, layerNames));
      return scope.units.forEach((unit) => check('unit', unit, unitIds));
    case 'cells':
      return scope.cells.forEach((cell) => check('cell', cell, keys));
    case 'to-cell':
    case 'from-cell':
      return check('cell', scope.cell, keys);
  }
}
