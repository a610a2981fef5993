import { existsSync } from 'node:fs';
import { UsageError, type DocumentId } from '../../shared/base/index.ts';
import { buildPlan, type OverwriteRule, type PlanScope, type RunPlan } from '../../shared/plan/index.ts';
import { defaultOutputDir, listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import { nearestName, type TemplateCatalog } from '../../shared/template/index.ts';
import type { CellRun, RunRecord } from '../../shared/run/index.ts';
import { resolveOutputDir } from '../artifact/index.ts';
import { isShippedFile, readDocument } from '../matrix/index.ts';
import type { FileHasher } from '../platform/index.ts';
import type { RunResources } from '../run/index.ts';
import { canonicalPath, documentIdOf } from './documents.ts';
import { hashFileParameters, tidyFolder, type Project } from './project.ts';
import type { Runs } from './runs.ts';

export interface HeadlessOptions {
  scope: PlanScope;
  overwrite: OverwriteRule;
}

/** A run that somebody follows without a window. */
export interface HeadlessRun {
  cancel(): void;
  finished: Promise<RunRecord>;
}

/** Plans and runs documents as they are on disk, without opening them in the studio: for the command line and programs. */
export interface Headless {
  plan(file: string, options: HeadlessOptions): Promise<RunPlan>;
  /** `onCell` hears of every change, the first states included. */
  run(
    file: string,
    options: HeadlessOptions,
    onCell: (cell: CellRun) => void,
  ): Promise<HeadlessRun & { plan: RunPlan }>;
}

export interface HeadlessParts {
  resources: string;
  outputDir: string | null;
  templates: TemplateCatalog;
  hasher: FileHasher;
  runs: Runs;
  openProjectOf(id: DocumentId, file: string, matrix: MatrixDocument): Promise<Project>;
  resourcesOf(project: Project): RunResources;
}

/** The headless face of the core. */
export function createHeadless(parts: HeadlessParts): Headless {
  async function read(file: string, scope: PlanScope): Promise<{ path: string; matrix: MatrixDocument }> {
    const path = await canonicalPath(file);
    const { matrix } = await readDocument(path);
    checkScope(matrix, scope);
    return { path, matrix };
  }

  function isBesideShipped(path: string): boolean {
    return parts.outputDir === null && isShippedFile(parts.resources, path);
  }

  return {
    async plan(file, options) {
      const { path, matrix } = await read(file, options.scope);
      const shownDir = tidyFolder(parts.outputDir ?? matrix.output_dir ?? defaultOutputDir);
      const isUntouched = !existsSync(resolveOutputDir(path, shownDir, parts.outputDir));
      // Without an output folder there are no takes; a plan makes none.
      if (isUntouched || isBesideShipped(path)) {
        const nothing = { picks: new Map(), files: await hashFileParameters({ ...parts, documentFile: path, matrix }) };
        return buildPlan({ ...matrix, output_dir: shownDir }, parts.templates, nothing, options);
      }
      const project = await parts.openProjectOf(documentIdOf(path), path, matrix);
      return project.plan(matrix, options);
    },
    async run(file, options, onCell) {
      const { path, matrix } = await read(file, options.scope);
      if (isBesideShipped(path)) {
        throw new UsageError('invalid', 'This example is part of Telar, nothing is written beside it.', {
          hint: 'Name an output folder with --output-dir, or copy the example first.',
          place: { file },
        });
      }
      const project = await parts.openProjectOf(documentIdOf(path), path, matrix);
      const plan = await project.plan(matrix, options);
      const run = await parts.runs.start(
        project.documentId,
        plan,
        parts.resourcesOf(project),
        options.overwrite,
        onCell,
      );
      return { plan, finished: run.finished, cancel: () => run.cancel() };
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
  switch (scope.kind) {
    case 'all':
    case 'stale':
    case 'failed':
      break;
    case 'unit':
      check(
        'unit',
        scope.unit,
        matrix.units.map((each): string => each.id),
      );
      break;
    case 'layer':
      check(
        'layer',
        scope.layer,
        matrix.layers.map((each): string => each.name),
      );
      break;
    case 'cells':
      for (const cell of scope.cells) check('cell', cell, keys);
      break;
    case 'to-cell':
    case 'from-cell':
      check('cell', scope.cell, keys);
  }
}
