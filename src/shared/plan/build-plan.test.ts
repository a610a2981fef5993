import { describe, expect, it } from 'vitest';
import { cellKey, layerName, takeId, unitId, type CellKey, type JsonObject } from '../base/index.ts';
import { parseMatrixDocument, type MatrixDocument } from '../matrix/index.ts';
import { modelTemplate, type TemplateCatalog } from '../template/index.ts';
import { buildPlan } from './build-plan.ts';
import { describeReason } from './describe-reason.ts';
import type { KnownState, KnownTake } from './known.ts';
import type { PlannedCell, PlanScope, RunPlan } from './plan.ts';

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'local/painter',
  provider: 'local',
  endpoint: 'painter',
  version: '1',
  title: 'Painter',
  output: { asset_type: 'image', extension: 'png' },
  parameters: {
    type: 'object',
    required: ['prompt'],
    additionalProperties: false,
    properties: {
      prompt: { type: 'string' },
      image: { type: 'string', format: 'uri' },
      steps: { type: 'integer', minimum: 1, maximum: 50, default: 20 },
    },
  },
  cost: { kind: 'free' },
});
const catalog: TemplateCatalog = new Map([[template.id, template]]);

function document(layers: Record<string, JsonObject>, units: object[] = [{ id: 'u1' }, { id: 'u2' }]): MatrixDocument {
  const columns = Object.entries(layers).map(([name, parameters]) => ({
    name,
    asset_type: 'image',
    model: 'local/painter',
    parameters,
  }));
  return parseMatrixDocument(JSON.stringify({ telar: 1, layers: columns, units }), 'test.telar.json');
}

const nothing: KnownState = { picks: new Map(), files: new Map() };

function plan(matrix: MatrixDocument, known = nothing, scope: PlanScope = { kind: 'all' }): RunPlan {
  return buildPlan(matrix, catalog, known, { scope, overwrite: 'stale' });
}

/** The world after every cell of a plan ran: each has a take made by its recipe. */
function afterRun(matrix: MatrixDocument): KnownState {
  const picks = new Map<CellKey, KnownTake>();
  for (let round = 0; round < 5; round++) {
    for (const cell of plan(matrix, { picks, files: new Map() }).cells) {
      if (cell.recipe === null) continue;
      const sha256 = cell.recipe.hash;
      picks.set(cell.key, {
        id: takeId.parse(`t${round}`),
        sha256,
        assetType: 'image',
        recipe: cell.recipe,
        seed: '7',
        width: 64,
        height: 64,
        durationSeconds: null,
        text: null,
      });
    }
  }
  return { picks, files: new Map() };
}

function summary(cells: readonly PlannedCell[]): Record<string, string> {
  return Object.fromEntries(
    cells.map((cell) => [cell.key, `${cell.action}: ${cell.failure?.kind ?? cell.why.map(describeReason).join(', ')}`]),
  );
}

const chain = document({ plate: { prompt: 'a house' }, variation: { prompt: 'blue', image: '{{layers.plate.path}}' } });

describe('buildPlan', () => {
  it('resolves parameters, names and dependencies in document order', () => {
    const [plate, variation] = plan(chain).cells;
    expect(plate).toMatchObject({ key: 'u1/plate', path: 'outputs/u1_layer0_image.png', dependsOn: [] });
    expect(variation).toMatchObject({
      parameters: { prompt: 'blue', image: 'outputs/u1_layer0_image.png', steps: 20 },
      dependsOn: ['u1/plate'],
      inputs: [{ kind: 'cell', parameter: 'image', cell: 'u1/plate' }],
    });
  });

  it('runs what has no take and says so', () => {
    const { cells, totals } = plan(chain);
    expect(Object.values(summary(cells))).toEqual(Array(4).fill('run: no take'));
    expect(totals).toMatchObject({ run: 4, skip: 0, blocked: 0, price: { highMicroUsd: 0, basis: 'free' } });
  });

  it('makes exactly the changed cell and its dependents stale', () => {
    const known = afterRun(chain);
    expect(Object.values(summary(plan(chain, known).cells))).toEqual(Array(4).fill('skip: up to date'));
    const edited = document(
      { plate: { prompt: 'a house' }, variation: { prompt: 'blue', image: '{{layers.plate.path}}' } },
      [{ id: 'u1', cells: { plate: { parameters: { prompt: 'a tree' } } } }, { id: 'u2' }],
    );
    const { cells } = plan(edited, known);
    expect(summary(cells)).toEqual({
      'u1/plate': 'run: prompt changed',
      'u1/variation': 'run: upstream u1/plate changed',
      'u2/plate': 'skip: up to date',
      'u2/variation': 'skip: up to date',
    });
    expect(cells.map((cell) => cell.stale)).toEqual([true, true, false, false]);
  });

  it('does not care about the view, titles or the output folder', () => {
    const known = afterRun(chain);
    const moved = {
      ...chain,
      title: 'New',
      output_dir: 'elsewhere',
      view: { positions: { 'u1/plate': { x: 1, y: 2 } } },
    };
    expect(plan(moved, known).totals).toMatchObject({ run: 0, skip: 4 });
  });

  it('forces, keeps or redoes by the overwrite rule', () => {
    const known = afterRun(chain);
    const always = buildPlan(chain, catalog, known, { scope: { kind: 'all' }, overwrite: 'always' });
    expect(Object.values(summary(always.cells))).toEqual(Array(4).fill('run: forced'));
    const edited = document({ plate: { prompt: 'x' }, variation: { prompt: 'y', image: '{{layers.0.path}}' } });
    const never = buildPlan(edited, catalog, known, { scope: { kind: 'all' }, overwrite: 'never' });
    expect(Object.values(summary(never.cells))).toEqual(Array(4).fill('skip: existing file kept'));
  });

  it('lets the caller overrule the settings of the document', () => {
    const matrix = { ...chain, settings: { strict: false, on_error: 'continue' as const, max_threads: 8 } };
    const options = { scope: { kind: 'all' }, overwrite: 'stale' } as const;
    expect(buildPlan(matrix, catalog, nothing, options)).toMatchObject({
      onError: 'continue',
      maxThreads: 8,
      rehearsal: false,
    });
    const overrides = { ...options, onError: 'stop', maxThreads: 2, rehearse: true } as const;
    expect(buildPlan(matrix, catalog, nothing, overrides)).toMatchObject({
      onError: 'stop',
      maxThreads: 2,
      rehearsal: true,
    });
  });

  it('never takes a rehearsal’s recipe for the real one', () => {
    const options = { scope: { kind: 'all' }, overwrite: 'stale' } as const;
    const real = buildPlan(chain, catalog, nothing, options).cells[0];
    const rehearsed = buildPlan(chain, catalog, nothing, { ...options, rehearse: true }).cells[0];
    expect(rehearsed).toMatchObject({ provider: 'rehearsal', model: 'local/painter', parameters: real?.parameters });
    expect(rehearsed?.recipe?.templateVersion).toBe('rehearsal:1');
    expect(rehearsed?.recipe?.hash).not.toBe(real?.recipe?.hash);
  });

  it('never widens a scope: a missing upstream take is a failure that offers the way out', () => {
    const scope: PlanScope = { kind: 'cells', cells: [cellKey.parse('u1/variation')] };
    const [cell] = plan(chain, nothing, scope).cells;
    expect(cell).toMatchObject({ action: 'blocked', failure: { code: 'LayerDependencyError', kind: 'missing-take' } });
    const upTo = plan(chain, nothing, { kind: 'to-cell', cell: cellKey.parse('u1/variation') });
    expect(Object.keys(summary(upTo.cells))).toEqual(['u1/plate', 'u1/variation']);
  });

  it('without a layer that others need, these are blocked in words; without a leaf only its own cells are gone', () => {
    const without = (layer: string): PlanScope => ({ kind: 'without', layers: [layerName.parse(layer)], units: [] });
    expect(plan(chain, nothing, without('plate')).cells).toMatchObject([
      { layerName: 'variation', action: 'blocked', failure: { code: 'LayerDependencyError', kind: 'missing-take' } },
      { layerName: 'variation', action: 'blocked', failure: { code: 'LayerDependencyError', kind: 'missing-take' } },
    ]);
    expect(plan(chain, nothing, without('variation')).totals).toMatchObject({ run: 2, blocked: 0 });
    const alone: PlanScope = { kind: 'without', layers: [], units: [unitId.parse('u2')] };
    expect(Object.keys(summary(plan(chain, nothing, alone).cells))).toEqual(['u1/plate', 'u1/variation']);
  });

  it('keeps the type of a parameter that is exactly one placeholder', () => {
    const matrix = document({ plate: { prompt: 'n {{unit.vars.n}}', steps: '{{unit.vars.n}}' } }, [
      { id: 'u1', vars: { n: 8 } },
    ]);
    expect(plan(matrix).cells[0]?.parameters).toEqual({ prompt: 'n 8', steps: 8 });
  });

  it('takes the seed, width and height of the picked take', () => {
    const matrix = document({
      plate: { prompt: 'a' },
      next: { prompt: 'w {{layers.plate.width}}', steps: '{{layers.0.seed}}' },
    });
    expect(plan(matrix).cells[1]).toMatchObject({
      action: 'run',
      parameters: { prompt: 'w {{layers.plate.width}}', steps: '{{layers.0.seed}}' },
      late: [{ parameter: 'prompt' }, { parameter: 'steps' }],
    });
    expect(plan(matrix, afterRun(matrix)).cells[1]).toMatchObject({
      action: 'skip',
      parameters: { prompt: 'w 64', steps: 7 },
      late: [],
    });
  });

  it.each([
    ['the first unit has no previous one', { prompt: '{{prev_unit.layers.0.path}}' }, 'no-previous-unit'],
    ['an unknown layer', { prompt: '{{layers.plat.path}}' }, 'unknown-layer'],
    ['an unknown variable', { prompt: '{{unit.vars.colour}}' }, 'unknown-variable'],
    ['a missing parameter', {}, 'missing'],
    ['an unknown parameter', { prompt: 'a', stepz: 3 }, 'unknown'],
    ['a value out of range', { prompt: 'a', steps: 500 }, 'out-of-range'],
    ['a file that is not there', { prompt: 'a', image: 'photo.png' }, 'missing-file'],
    ['a placeholder that is none', { prompt: '{{layers.0' }, 'unclosed'],
  ])('blocks a cell with %s and leaves the others alone', (_name, parameters, kind) => {
    const matrix = document({ plate: parameters, free: { prompt: 'ok' } }, [{ id: 'u1' }]);
    const cells = plan(matrix).cells;
    expect(cells[0]).toMatchObject({ action: 'blocked', failure: { kind, place: { unit: 'u1', layer: 'plate' } } });
    expect(cells[1]).toMatchObject({ action: 'run' });
  });

  it('shows a cycle as a closed path', () => {
    const matrix = document({
      a: { prompt: 'x', image: '{{layers.b.path}}' },
      b: { prompt: 'y', image: '{{layers.a.path}}' },
    });
    const cell = plan(matrix).cells[0];
    expect(cell?.failure).toMatchObject({ kind: 'cycle', values: { path: 'u1/a → u1/b → u1/a' } });
  });

  it('drops what cannot be resolved when the document is not strict, and says so', () => {
    const matrix = {
      ...document({ plate: { prompt: 'a {{unit.vars.x}}b', image: '{{prev_unit.layers.0.path}}' } }),
      settings: { strict: false },
    };
    const { cells, warnings } = plan(matrix);
    expect(cells[0]?.parameters).toEqual({ prompt: 'a b', steps: 20 });
    expect(warnings).toHaveLength(3);
  });
});
