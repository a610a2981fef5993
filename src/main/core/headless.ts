import type { DocumentId } from '../../shared/base/index.ts';
import { UsageError } from '../../shared/base/index.ts';
import type { OverwriteRule, PlanScope, RunPlan } from '../../shared/plan/index.ts';
import type { CellRun, RunRecord } from '../../shared/run/index.ts';
import { isShippedFile, readDocument } from '../matrix/index.ts';
import type { RunResources } from '../run/index.ts';
import { canonicalPath, documentIdOf } from './documents.ts';
import type { Project } from './project.ts';
import type { Runs } from './runs.ts';
import type { MatrixDocument } from '../../shared/matrix/index.ts';

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
  runs: Runs;
  openProjectOf(id: DocumentId, file: string, matrix: MatrixDocument): Promise<Project>;
  resourcesOf(project: Project): RunResources;
}

/** The headless face of the core. */
export function createHeadless(parts: HeadlessParts): Headless {
  async function open(file: string): Promise<{ project: Project; matrix: MatrixDocument }> {
    const path = await canonicalPath(file);
    const { matrix } = await readDocument(path);
    if (parts.outputDir === null && isShippedFile(parts.resources, path)) {
      throw new UsageError('invalid', 'This example is part of Telar, nothing is written beside it.', {
        hint: 'Name an output folder with --output-dir, or copy the example first.',
        place: { file },
      });
    }
    return { project: await parts.openProjectOf(documentIdOf(path), path, matrix), matrix };
  }

  return {
    async plan(file, options) {
      const { project, matrix } = await open(file);
      return project.plan(matrix, options);
    },
    async run(file, options, onCell) {
      const { project, matrix } = await open(file);
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
