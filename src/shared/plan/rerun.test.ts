import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenCatalog } from '../../../tests/golden/golden-case.ts';
import {
  documentOf,
  drawStory,
  editStory,
  pathAt,
  type Position,
  type Story,
} from '../../../tests/plan/random-story.ts';
import { createStoryModel, type StoryModel } from '../../../tests/plan/story-model.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { hashText, takeId, type CellKey } from '../base/index.ts';
import { fileParametersOf, validateParameters } from '../template/index.ts';
import {
  buildPlan,
  completeParameters,
  knownValue,
  recipeOf,
  type KnownTake,
  type LateValueOf,
  type PlannedCell,
  type RunPlan,
} from './index.ts';
import { orderCells } from './order.ts';

const catalog = goldenCatalog();
const numRuns = soakRuns(100, 1000);

type Takes = ReadonlyMap<CellKey, KnownTake>;

function plan(story: Story, picks: Takes): RunPlan {
  return buildPlan(
    documentOf(story),
    catalog,
    { picks, files: new Map() },
    { scope: { kind: 'all' }, overwrite: 'stale' },
  );
}

function positionOf(cell: PlannedCell): Position {
  return { unit: cell.unitIndex, layer: cell.layerIndex };
}

/** Runs what a plan says, as a run does it: values are filled in when a cell starts, and its take is kept. */
function run(story: Story, planned: RunPlan, before: Takes, model: StoryModel): Map<CellKey, KnownTake> {
  const picks = new Map(before);
  const valueOf: LateValueOf = (key, property) => {
    const take = picks.get(key);
    return take === undefined
      ? undefined
      : property === 'url'
        ? `https://cdn/${take.sha256}`
        : knownValue(take, property);
  };
  for (const cell of orderCells(planned.cells).ordered) {
    if (cell.action !== 'run') continue;
    const template = catalog.get(cell.model);
    if (template === undefined) throw new Error(cell.model);
    validateParameters(template, completeParameters(cell, valueOf), {});
    const hashOf = (input: PlannedCell['inputs'][number]): string | null =>
      input.kind === 'cell' ? (picks.get(input.cell)?.sha256 ?? null) : null;
    const recipe = recipeOf(cell, fileParametersOf(template), { hashOf, valueOf });
    expect(recipe).not.toBeNull();
    const identity = model.identityOf(story, positionOf(cell));
    picks.set(cell.key, {
      id: takeId.parse(`t${identity}`),
      sha256: hashText(String(identity)),
      assetType: cell.assetType,
      recipe,
      seed: model.seedOf(identity),
      width: cell.assetType === 'image' ? model.widthOf(identity) : null,
      height: null,
      durationSeconds: null,
      text: cell.assetType === 'text' ? model.textOf(identity) : null,
    });
  }
  return picks;
}

describe('plans of random stories', () => {
  it('re-run exactly the cells whose inputs an edit changed', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const model = createStoryModel();
        const story = drawStory(draw);
        const first = plan(story, new Map());
        expect(first.totals.blocked).toBe(0);
        const picks = run(story, first, new Map(), model);

        const edited = editStory(draw, story);
        const planned = plan(edited, picks);
        const shouldRun = planned.cells
          .filter((cell) => model.identityOf(story, positionOf(cell)) !== model.identityOf(edited, positionOf(cell)))
          .map((cell) => cell.key);
        expect(planned.cells.filter((cell) => cell.action === 'run').map((cell) => cell.key)).toEqual(shouldRun);
        expect(planned.cells.filter((cell) => cell.stale).map((cell) => cell.key)).toEqual(shouldRun);

        const after = run(edited, planned, picks, model);
        expect(plan(edited, after).cells.filter((cell) => cell.action !== 'skip')).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('resolve in one pass, and put every cell after those it names', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const model = createStoryModel();
        const story = drawStory(draw);
        const picks = run(story, plan(story, new Map()), new Map(), model);
        const planned = plan(story, picks);
        const place = new Map(orderCells(planned.cells).ordered.map((cell, at) => [cell.key, at]));
        for (const cell of planned.cells) {
          const at = positionOf(cell);
          const source = story.cells[at.unit]?.[at.layer];
          const hasAddress = source?.prompt.some((piece) => piece.kind === 'reference' && piece.property === 'url');
          if (hasAddress !== true) expect(cell.parameters.prompt).toBe(expectedPrompt(story, at, model));
          expect(cell.path).toBe(pathAt(story, at));
          for (const key of cell.dependsOn) expect(place.get(key)).toBeLessThan(place.get(cell.key) ?? -1);
          expect(new Set(cell.dependsOn)).toEqual(new Set(namedBy(story, at)));
        }
      }),
      { numRuns },
    );
  });
});

/** The text a cell asks for: pieces side by side, what a value holds taken as it is. */
function expectedPrompt(story: Story, at: Position, model: StoryModel): string {
  const pieces = story.cells[at.unit]?.[at.layer]?.prompt ?? [];
  return pieces
    .map((piece) => {
      if (piece.kind === 'word') return piece.text;
      if (piece.kind === 'unit-variable') return String(story.unitVariables[at.unit]);
      if (piece.kind === 'document-variable') return story.documentVariable;
      if (piece.property === 'path') return pathAt(story, piece.to);
      const identity = model.identityOf(story, piece.to);
      if (piece.property === 'text') return model.textOf(identity);
      return piece.property === 'width' ? String(model.widthOf(identity)) : model.seedOf(identity);
    })
    .join('');
}

function namedBy(story: Story, at: Position): string[] {
  const cell = story.cells[at.unit]?.[at.layer];
  const references = (cell?.prompt ?? []).flatMap((piece) => (piece.kind === 'reference' ? [piece.to] : []));
  return [...references, ...(cell?.images ?? [])].map((to) => `u${to.unit}/l${to.layer}`);
}
