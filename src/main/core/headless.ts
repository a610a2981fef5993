import { existsSync } from 'node:fs';
import { UsageError, type DocumentId, type MicroUsd } from '../../shared/base/index.ts';
import type { RunChoices, RunConsent } from '../../shared/contract/index.ts';
import { listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import { buildPlan, type PlanScope, type RunPlan } from '../../shared/plan/index.ts';
import type { CellRun, RunRecord } from '../../shared/run/index.ts';
import { nearestName, type TemplateCatalog } from '../../shared/template/index.ts';
import { resolveOutputDir } from '../artifact/index.ts';
import { isShippedFile, readDocument } from '../matrix/index.ts';
import type { FileHasher } from '../platform/index.ts';
import type { RunResources } from '../run/index.ts';
import { canonicalPath, documentIdOf } from './documents.ts';
import { hashFileParameters } from './known-state.ts';
import { shownFolder, type Project } from './project.ts';
import { capOf } from './run-terms.ts';
import type { Runs } from './runs.ts';

/** A run that somebody follows without a window. */
export interface HeadlessRun {
  plan: RunPlan;
  project: Project;
  matrix: MatrixDocument;
  cancel(): void;
  finished: Promise<RunRecord>;
}

/** A document to run: a file, or one that a program made, with the place its relative paths are seen from. */
export type HeadlessSource = string | { file: string; matrix: MatrixDocument };

/** Plans and runs documents as they are on disk, without opening them in the studio: for the command line and programs. */
export interface Headless {
  plan(source: HeadlessSource, choices: RunChoices): Promise<RunPlan>;
  /** `onCell` hears of every change, the first states included. */
  run(
    source: HeadlessSource,
    choices: RunChoices,
    consent: RunConsent,
    onCell: (cell: CellRun) => void,
  ): Promise<HeadlessRun>;
  /** Reads a document without opening it. */
  read(file: string): Promise<MatrixDocument>;
}

export interface HeadlessParts {
  resources: string;
  outputDir: string | null;
  templates: TemplateCatalog;
  hasher: FileHasher;
  runs: Runs;
  openProjectOf(id: DocumentId, file: string, matrix: MatrixDocument, isRehearsal: boolean): Promise<Project>;
  resourcesOf(project: Project): RunResources;
  settingsCap(): Promise<MicroUsd | null>;
}

/** The headless face of the core. */
export function createHeadless(parts: HeadlessParts): Headless {
  async function open(source: HeadlessSource, scope: PlanScope): Promise<{ path: string; matrix: MatrixDocument }> {
    const path = await canonicalPath(typeof source === 'string' ? source : source.file);
    const matrix = typeof source === 'string' ? (await readDocument(path)).matrix : source.matrix;
    checkScope(matrix, scope);
    return { path, matrix };
  }

  function isBesideShipped(path: string): boolean {
    return parts.outputDir === null && isShippedFile(parts.resources, path);
  }

  return {
    read: async (file) => (await readDocument(await canonicalPath(file))).matrix,
    async plan(source, choices) {
      const { path, matrix } = await open(source, choices.scope);
      const shownDir = shownFolder(matrix, parts.outputDir, choices.rehearse);
      const isUntouched = !existsSync(resolveOutputDir(path, shownDir, parts.outputDir));
      // Without an output folder there are no takes; a plan makes none.
      if (isUntouched || isBesideShipped(path)) {
        const nothing = { picks: new Map(), files: await hashFileParameters({ ...parts, documentFile: path, matrix }) };
        return buildPlan({ ...matrix, output_dir: shownDir }, parts.templates, nothing, choices);
      }
      const project = await parts.openProjectOf(documentIdOf(path), path, matrix, choices.rehearse);
      return project.plan(matrix, choices);
    },
    async run(source, choices, consent, onCell) {
      const { path, matrix } = await open(source, choices.scope);
      if (isBesideShipped(path)) {
        throw new UsageError('invalid', 'This example is part of Telar, nothing is written beside it.', {
          hint: 'Name an output folder with --output-dir, or copy the example first.',
          place: { file: path },
        });
      }
      const project = await parts.openProjectOf(documentIdOf(path), path, matrix, choices.rehearse);
      const plan = await project.plan(matrix, choices);
      const run = await parts.runs.start({
        plan,
        resources: parts.resourcesOf(project),
        overwrite: choices.overwrite,
        capMicroUsd: capOf(matrix, consent, await parts.settingsCap()),
        consent,
        onCell,
      });
      return { plan, project, matrix, finished: run.finished, cancel: () => run.cancel() };
    },
  };
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
    case 'cells':
      return scope.cells.forEach((cell) => check('cell', cell, keys));
    case 'to-cell':
    case 'from-cell':
      return check('cell', scope.cell, keys);
  }
}
