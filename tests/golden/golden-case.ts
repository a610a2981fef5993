import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { buildRecipe } from '../../src/shared/artifact/index.ts';
import {
  cellKey,
  hashText,
  jsonObject,
  takeId,
  toUsd,
  type CellKey,
  type FailureData,
} from '../../src/shared/base/index.ts';
import type { MatrixDocument } from '../../src/shared/matrix/index.ts';
import {
  buildPlan,
  describeReason,
  lateReferences,
  overwriteRule,
  planScope,
  type KnownState,
  type KnownTake,
  type PlannedCell,
  type RunPlan,
} from '../../src/shared/plan/index.ts';
import { modelTemplate, type TemplateCatalog } from '../../src/shared/template/index.ts';

/**
 * What a golden document says about the world it is planned in, under its key `golden`. A take is made by the cell's
 * present recipe unless `recipe` names parameters that were different then (null: was not set); `adopted` takes have none.
 */
const world = z.strictObject({
  scope: planScope.default({ kind: 'all' }),
  overwrite: overwriteRule.default('stale'),
  rehearse: z.boolean().default(false),
  strict: z.boolean().optional(),
  /** Files that may be read. */
  files: z.array(z.string()).default([]),
  /** What the files are that somebody looked into; null for no picture, video or sound. */
  media: z.record(z.string(), z.string().nullable()).default({}),
  failed: z.array(cellKey).default([]),
  takes: z
    .record(
      cellKey,
      z.strictObject({
        seed: z.string().nullable().default('7'),
        width: z.int().nullable().default(64),
        height: z.int().nullable().default(48),
        duration: z.number().nullable().default(null),
        text: z.string().nullable().default(null),
        recipe: jsonObject.default({}),
        origin: z.enum(['generated', 'rehearsed', 'adopted']).default('generated'),
      }),
    )
    .default({}),
});
type World = z.output<typeof world>;

const root = resolve(import.meta.dirname, '../..');

/** The templates that ship, and those of this folder. */
export function goldenCatalog(): TemplateCatalog {
  const folders = ['resources/templates/local', 'resources/templates/replicate', 'tests/golden/templates'];
  const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)));
  const templates = files.map((file) => modelTemplate.parse(JSON.parse(readFileSync(file, 'utf8'))));
  return new Map(templates.map((template) => [template.id, template]));
}

/** Plans a golden document in the world it describes. */
export function planGolden(matrix: MatrixDocument, catalog: TemplateCatalog): object {
  const { scope, overwrite, rehearse, strict, ...rest } = world.parse(matrix.golden ?? {});
  const files = new Map(rest.files.map((path) => [path, hashText(path)]));
  const picks = takesOf(matrix, catalog, { ...rest, scope, overwrite, rehearse }, files);
  const known: KnownState = { picks, files, media: new Map(Object.entries(rest.media)), failed: new Set(rest.failed) };
  const options = { scope, overwrite, rehearse, ...(strict === undefined ? {} : { strict }) };
  return projection(buildPlan(matrix, catalog, known, options));
}

/** The takes of a world. A recipe may need those of the cells above, so they are made round by round. */
function takesOf(
  matrix: MatrixDocument,
  catalog: TemplateCatalog,
  { takes }: World,
  files: ReadonlyMap<string, string>,
): Map<CellKey, KnownTake> {
  const picks = new Map<CellKey, KnownTake>();
  const entries = Object.entries(takes).map(([key, take]) => [cellKey.parse(key), take] as const);
  for (const _round of entries) {
    const { cells } = buildPlan(matrix, catalog, { picks, files }, { scope: { kind: 'all' }, overwrite: 'never' });
    const byKey = new Map(cells.map((cell) => [cell.key, cell]));
    for (const [key, take] of entries) {
      const cell = byKey.get(key);
      if (cell === undefined) throw new Error(`The document has no cell ${key}.`);
      const { seed, width, height, duration, text } = take;
      picks.set(key, {
        id: takeId.parse(`take-${key.replace('/', '-')}`),
        sha256: hashText(key),
        assetType: cell.assetType,
        recipe: take.origin === 'adopted' || cell.recipe === null ? null : recipeThen(cell, take),
        seed,
        width,
        height,
        durationSeconds: duration,
        text,
      });
    }
  }
  return picks;
}

function recipeThen(cell: PlannedCell, take: World['takes'][CellKey]): KnownTake['recipe'] {
  const merged = { ...cell.recipe?.parameters, ...take.recipe };
  const parameters = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  const prefix = take.origin === 'rehearsed' ? 'rehearsal:' : '';
  return buildRecipe({ model: cell.model, templateVersion: prefix + cell.templateVersion, parameters });
}

/** What a reader wants to know of a plan; what is empty is left out. */
function projection(plan: RunPlan): object {
  return {
    cells: plan.cells.map((cell) => ({
      key: cell.key,
      action: cell.action,
      why: cell.why.map(describeReason).join(', '),
      ...(cell.stale ? { stale: true } : {}),
      ...(cell.provider === 'rehearsal' ? { provider: cell.provider } : {}),
      ...(cell.parallel ? {} : { parallel: false }),
      parameters: cell.parameters,
      ...(cell.dependsOn.length === 0 ? {} : { dependsOn: cell.dependsOn }),
      ...(cell.inputs.length === 0 ? {} : { inputs: cell.inputs.map(inputText) }),
      path: cell.path,
      ...(cell.late.length === 0 ? {} : { late: lateReferences(cell).map((each) => `${each.cell}.${each.property}`) }),
      ...(cell.failure === null ? {} : { failure: failureText(cell.failure) }),
      price: priceText(cell.price),
    })),
    totals: {
      run: plan.totals.run,
      skip: plan.totals.skip,
      blocked: plan.totals.blocked,
      price: priceText(plan.totals.price),
    },
    ...(plan.warnings.length === 0 ? {} : { warnings: plan.warnings }),
  };
}

function inputText(input: PlannedCell['inputs'][number]): string {
  return input.kind === 'file'
    ? `${input.parameter}: file ${input.path}`
    : `${input.parameter}: ${input.use} of ${input.cell}`;
}

function failureText({ code, kind, message, hint, place }: FailureData): object {
  return { code: `${code} ${kind}`, message, hint, place };
}

function priceText(price: RunPlan['totals']['price']): string {
  if (!price.isKnown) return price.highMicroUsd === 0 ? 'unknown' : `unknown, at least $${toUsd(price.lowMicroUsd)}`;
  if (price.basis === 'free') return 'free';
  const [low, high] = [toUsd(price.lowMicroUsd), toUsd(price.highMicroUsd)];
  return `${low === high ? `$${low}` : `$${low} to $${high}`} (${price.basis})`;
}
