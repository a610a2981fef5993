import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { parseMatrixDocument, serializeMatrixDocument } from '../../src/shared/matrix/index.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, startStudio, test, writeStory } from './studio.ts';

/** Two scenes: words, a picture by them, a variation of the picture that reads nothing yet, and a frame around it. */
const story = {
  telar: 1,
  title: 'Wires',
  layers: [
    {
      name: 'plate',
      title: 'Plate',
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt: 'a {{unit.vars.colour}} house, the sea at night', seed: 3, steps: 4 },
    },
    {
      name: 'variation',
      title: 'Variation',
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt: 'a tree, the sea at night', seed: 5, steps: 4 },
    },
    {
      name: 'print',
      title: 'Print',
      asset_type: 'image',
      model: 'local/image-frame',
      parameters: { image: '{{layers.variation.path}}' },
    },
  ],
  units: [
    { id: 'dawn', title: 'Dawn', vars: { colour: 'red' } },
    { id: 'dusk', title: 'Dusk', vars: { colour: 'blue' } },
  ],
};

const cell = (page: Page, key: string): Locator => page.locator(`[data-cell="${key}"]`);

function handle(page: Page, key: string, which: string): Locator {
  return page.locator(`.react-flow__node[data-id="${key}"] ${which}`);
}

/** Where it stands once it stands still: an edit may have brought its cell into view. */
async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.hover({ trial: true });
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Closes the inspector that an undo has opened beside what it changed, so that all cells are in sight. */
async function selectNothing(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-cell][data-selected="true"]')).toHaveCount(0);
  await page.keyboard.press('f');
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function isIn(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

const undoButton = (page: Page): Locator => page.locator('[data-action="undo"]');

test('wires are drawn, taken away and undone; cells are chosen, moved, aligned, grouped and muted', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const folder = await freshFolder('wires');
  const start = serializeMatrixDocument(parseMatrixDocument(JSON.stringify(story), 'story'));
  const file = await writeStory(folder, JSON.parse(start) as object);
  const studio = await startStudio(await freshFolder('studio'), [file]);
  try {
    await page.goto(studio.url);
    await expect(page.locator('[data-cell]')).toHaveCount(6);
    const save = async (): Promise<string> => {
      await page.keyboard.press('Control+S');
      await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden();
      return readFile(file, 'utf8');
    };
    await test.step('a wire asks which parameter, and the inspector shows the placeholder', async () => {
      await drag(
        page,
        await middleOf(handle(page, 'dawn/plate', '[data-output]')),
        await middleOf(handle(page, 'dawn/variation', '[data-input="image"]')),
      );
      await page.locator('[data-menu="wire"] [data-parameter="image"]').click();
      await expect(page.locator('[data-edge="dawn/plate>dawn/variation"]')).toBeVisible();
      const row = page.locator('[data-parameter="image"]').first();
      const shown = () =>
        row.evaluate((each) => [each.textContent, each.querySelector<HTMLInputElement>('input')?.value].join(' '));
      await expect.poll(shown).toMatch(/layers\.plate\.path|dawn\/plate/);
      await expect(undoButton(page)).toHaveAttribute('aria-label', /Let dawn\/variation read dawn\/plate/);
    });

    await test.step('what would wait for itself is refused in words', async () => {
      await selectNothing(page);
      await drag(
        page,
        await middleOf(handle(page, 'dawn/print', '[data-output]')),
        await middleOf(cell(page, 'dawn/variation')),
      );
      await expect(page.getByText(/they would wait for each other/)).toBeVisible();
    });

    await test.step('deleting the line takes exactly the reference; one undo brings both back', async () => {
      await page
        .locator('[data-edge="dawn/plate>dawn/variation"] .react-flow__edge-interaction')
        .click({ force: true });
      await page.keyboard.press('Delete');
      await expect(page.locator('[data-edge="dawn/plate>dawn/variation"]')).toHaveCount(0);
      expect(await save()).not.toContain('layers.plate.path');
      await page.keyboard.press('Control+Z');
      await expect(page.locator('[data-edge="dawn/plate>dawn/variation"]')).toBeVisible();
      expect(JSON.parse(await save())).toMatchObject({
        units: [{ cells: { variation: { parameters: { image: '{{layers.plate.path}}' } } } }, {}],
      });
    });

    await test.step('a wire drawn backwards, from where a cell takes in to where another gives out, is the same', async () => {
      await selectNothing(page);
      const before = await save();
      await drag(
        page,
        await middleOf(handle(page, 'dusk/variation', '[data-input="image"]')),
        await middleOf(handle(page, 'dusk/plate', '[data-output]')),
      );
      await page.locator('[data-menu="wire"] [data-parameter="image"]').click();
      await expect(page.locator('[data-edge="dusk/plate>dusk/variation"]')).toBeVisible();
      expect(JSON.parse(await save())).toMatchObject({
        units: [{}, { cells: { variation: { parameters: { image: '{{layers.plate.path}}' } } } }],
      });
      await page.keyboard.press('Control+Z');
      await expect(page.locator('[data-edge="dusk/plate>dusk/variation"]')).toHaveCount(0);
      expect(await save()).toBe(before);
    });

    await test.step('the keyboard walks along the lines of a cell, to their other ends, and takes one away', async () => {
      await cell(page, 'dawn/variation').click();
      await cell(page, 'dawn/variation').focus();
      const line = (key: string): Locator => page.locator(`.react-flow__edge[data-id="${key}"]`);
      await page.keyboard.press('w');
      await expect(line('dawn/plate>dawn/variation')).toBeFocused();
      await expect(line('dawn/plate>dawn/variation')).toHaveAccessibleName(
        /^dawn\/variation reads dawn\/plate \(image\)/,
      );
      await page.keyboard.press('w');
      await expect(line('dawn/variation>dawn/print')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(cell(page, 'dawn/print')).toBeFocused();
      await page.keyboard.press('w');
      await page.keyboard.press('Escape');
      await expect(cell(page, 'dawn/print')).toBeFocused();
      await page.keyboard.press('Shift+W');
      await page.keyboard.press('Delete');
      await expect(line('dawn/variation>dawn/print')).toHaveCount(0);
      await expect(cell(page, 'dawn/print')).toBeFocused();
      await page.keyboard.press('Control+Z');
      await expect(page.locator('[data-wire-name="dawn/variation>dawn/print"]')).toBeVisible();
    });

    await test.step('a cell that is left out keeps its place, by which it is brought back', async () => {
      const gap = page.locator('[data-gap="dusk/print"]');
      const back = gap.getByRole('button', { name: 'Bring back dusk/print' });
      const undo = undoButton(page);
      await cell(page, 'dusk/print').click();
      await page.keyboard.press('Delete');
      await expect(back).toBeFocused();
      await page.keyboard.press('ArrowLeft');
      await expect(cell(page, 'dusk/variation')).toBeFocused();
      await page.keyboard.press('ArrowRight');
      await expect(back).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(cell(page, 'dusk/print')).toBeFocused();
      await expect(undo).toHaveAttribute('aria-label', /Bring back/);
      await page.keyboard.press('Control+Z');
      await gap.click({ button: 'right', position: { x: 8, y: 8 } });
      await page.locator('[data-menu="gap"] [data-action="bring-back"]').click();
      await expect(gap).toHaveCount(0);
      await expect(cell(page, 'dusk/print')).toBeFocused();
    });

    await test.step('a wire to an empty place adds a layer that runs', async () => {
      await selectNothing(page);
      // Beside the words about the wire that was refused, which still stand in the middle.
      const pane = await page.locator('.react-flow').boundingBox();
      const end = { x: (pane?.x ?? 0) + 200, y: (pane?.y ?? 0) + (pane?.height ?? 0) - 20 };
      await drag(page, await middleOf(handle(page, 'dusk/plate', '[data-output]')), end);
      await page.getByRole('textbox', { name: 'Search for a model' }).fill('frame');
      await expect(page.locator('[data-dialog="add-layer"] [data-model]').first()).toHaveAttribute(
        'data-model',
        'local/image-frame',
      );
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-cell]')).toHaveCount(8);
      await expect(page.locator('[data-edge="dusk/plate>dusk/image"]')).toBeAttached();
      await expect(page.locator('[data-action="run"]')).toHaveText('Run 8 cells · free');
    });

    await test.step('a wire drawn backwards to an empty place adds a layer before, for the column to read', async () => {
      const before = await save();
      await selectNothing(page);
      const pane = await page.locator('.react-flow').boundingBox();
      const end = { x: (pane?.x ?? 0) + 200, y: (pane?.y ?? 0) + (pane?.height ?? 0) - 20 };
      await drag(page, await middleOf(handle(page, 'dusk/variation', '[data-input="image"]')), end);
      await page.locator('[data-menu="input"] [data-parameter="image"]').click();
      const search = page.locator('[data-dialog="add-layer"]');
      await expect(search.locator('[data-model="local/telar-mini"]')).toBeVisible();
      await expect(search.locator('[data-model*="musicgen"]')).toHaveCount(0);
      await page.getByRole('textbox', { name: 'Search for a model' }).fill('mini');
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-edge="dusk/image-2>dusk/variation"]')).toBeAttached();
      // The other one reads a picture of its own choice.
      await expect(page.locator('[data-edge="dawn/plate>dawn/variation"]')).toBeAttached();
      await expect(cell(page, 'dusk/image-2')).toBeFocused();
      await page.keyboard.press('Control+Z');
      await expect(page.locator('[data-cell]')).toHaveCount(8);
      expect(await save()).toBe(before);
    });

    await test.step('the menu of a cell has the same for the keyboard', async () => {
      await selectNothing(page);
      await cell(page, 'dusk/print').click({ button: 'right' });
      await page.locator('[data-add-source="image"]').press('Enter');
      await expect(page.locator('[data-dialog="add-layer"]')).toBeVisible();
      await page.keyboard.press('Escape');
    });

    await test.step('the search opens on empty ground, by keys too, and Escape leaves it', async () => {
      const search = page.locator('[data-dialog="add-layer"]');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Shift+A');
      await expect(search).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(search).toBeHidden();
      await page.locator('.react-flow').click({ position: { x: 500, y: 20 }, button: 'right' });
      await expect(page.locator('[data-menu="canvas"]')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.locator('[data-menu="canvas"]')).toBeHidden();
    });

    await test.step('a box chooses cells, which move together, line up and get a frame', async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('f');
      const first = await page.locator('[data-cell="dawn/plate"]').boundingBox();
      const last = await page.locator('[data-cell="dusk/variation"]').boundingBox();
      if (first === null || last === null) throw new Error('cells are out of sight');
      await page.keyboard.down('Shift');
      await drag(page, { x: first.x - 6, y: first.y - 6 }, { x: last.x + last.width + 6, y: last.y + last.height + 6 });
      await page.keyboard.up('Shift');
      await expect(page.locator('[data-cell][data-selected="true"]')).toHaveCount(4);

      const from = await middleOf(cell(page, 'dusk/variation'));
      await drag(page, from, { x: from.x + 40, y: from.y + 60 });
      await expect(undoButton(page)).toHaveAttribute('aria-label', /Move 4 cells/);

      await page.keyboard.press('Control+G');
      await page.getByRole('textbox', { name: 'Name of the group' }).fill('First takes');
      await page.keyboard.press('Enter');
      await expect(page.locator('.react-flow [data-group]')).toContainText('First takes');

      await page.keyboard.press('Escape');
      const single = await middleOf(cell(page, 'dawn/variation'));
      await drag(page, single, { x: single.x, y: single.y + 30 });
      await cell(page, 'dawn/variation').click();
      await cell(page, 'dawn/plate').click({ modifiers: ['Control'] });
      await page.keyboard.press('Alt+T');
      await expect(undoButton(page)).toHaveAttribute('aria-label', /Align 1 cell$/);
    });

    await test.step('muted cells are passed over', async () => {
      await cell(page, 'dawn/print').click();
      await cell(page, 'dusk/print').click({ modifiers: ['Control'] });
      await page.keyboard.press('Control+M');
      await expect(page.locator('[data-cell][data-muted="true"]')).toHaveCount(2);
      await expect(page.locator('[data-action="run"]')).toHaveText('Run 6 cells · free');
    });

    await test.step('the cells are arranged by what they read', async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Shift+F');
      await expect(undoButton(page)).toHaveAttribute('aria-label', /Arrange by references/);
      for (const unit of ['dawn', 'dusk']) {
        const inside = async (): Promise<boolean[]> => {
          const lane = await page.locator(`[data-lane="${unit}"]`).boundingBox();
          const cells = await page.locator(`.react-flow [data-cell^="${unit}/"]`).all();
          const boxes = await Promise.all(cells.map((each) => each.boundingBox()));
          return boxes.map((box) => lane !== null && box !== null && isIn(box, lane));
        };
        await expect.poll(inside).toEqual([true, true, true, true]);
      }
    });

    await test.step('undone step by step, the file is what it was', async () => {
      const changed = await save();
      expect(changed).toContain('"First takes"');
      while (await undoButton(page).isEnabled()) {
        const label = (await undoButton(page).getAttribute('aria-label')) ?? '';
        await page.keyboard.press('Control+Z');
        await expect(undoButton(page)).not.toHaveAttribute('aria-label', label);
      }
      expect(await save()).toBe(start);
    });
  } finally {
    await studio.stop();
  }
});
