import type { MatrixDocument } from '../matrix/index.ts';
import { sumPrices, type TemplateCatalog } from '../template/index.ts';
import { createPathOf } from './conventional-path.ts';
import { decideAll } from './decide.ts';
import { draftCell, type DraftContext } from './draft.ts';
import { documentWarnings } from './document-warnings.ts';
import { createTextParser } from './expand.ts';
import type { KnownState } from './known.ts';
import type { OverwriteRule, PlannedCell, PlanScope, RunPlan } from './plan.ts';
import { indexCells } from './references.ts';

export interface PlanOptions {
  scope: PlanScope;
  overwrite: OverwriteRule;
  /** Plan placeholder media in the place of the models' results; the prices stay the real ones. */
  rehearse?: boolean | undefined;
  /** These take the place of the document's own settings. */
  strict?: boolean | undefined;
  onError?: RunPlan['onError'] | undefined;
  maxThreads?: number | undefined;
}

/**
 * Turns a document into a plan: resolved parameters, order, predicted names, prices and the reason for each cell. Pure: no
 * file is read and no request made; what is known of takes and files comes in `known`.
 * Cells stand in document order. A cell that cannot run is `blocked` with its failure; nothing is thrown for it.
 */
export function buildPlan(
  matrix: MatrixDocument,
  templates: TemplateCatalog,
  known: KnownState,
  options: PlanOptions,
): RunPlan {
  const strict = options.strict ?? matrix.settings?.strict ?? true;
  const rehearse = options.rehearse ?? false;
  const context = contextOf(matrix, templates, known, { strict, rehearse });
  const drafts = context.cells.cells.map((cell) => draftCell(cell, context));
  const { scope, overwrite } = options;
  const scoped = decideAll(drafts, known, { scope, overwrite, strict });
  const planned = drafts.filter((draft) => scoped.has(draft.cell.key));
  const cells = planned.map((draft) => draft.cell);
  return {
    cells,
    totals: totalsOf(cells),
    warnings: [...documentWarnings(matrix), ...planned.flatMap((draft) => draft.warnings)],
    maxThreads: options.maxThreads ?? matrix.settings?.max_threads ?? null,
    onError: options.onError ?? matrix.settings?.on_error ?? 'stop',
    rehearsal: rehearse,
  };
}

function contextOf(
  matrix: MatrixDocument,
  templates: TemplateCatalog,
  known: KnownState,
  switches: { strict: boolean; rehearse: boolean },
): DraftContext {
  const cells = indexCells(matrix);
  const parse = createTextParser();
  const pathOf = createPathOf(matrix, templates, parse);
  const assetTypes = new Map(cells.cells.map((cell) => [cell.key, cell.assetType]));
  return { matrix, templates, cells, parse, pathOf, known, assetTypes, ...switches };
}

function totalsOf(cells: readonly PlannedCell[]): RunPlan['totals'] {
  const running = cells.filter((cell) => cell.action === 'run');
  return {
    run: running.length,
    skip: cells.filter((cell) => cell.action === 'skip').length,
    blocked: cells.filter((cell) => cell.action === 'blocked').length,
    price: sumPrices(running.map((cell) => cell.price)),
  };
}
