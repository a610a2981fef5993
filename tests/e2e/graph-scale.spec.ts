import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { layoutGraph } from '../../src/renderer/features/graph-view/graph-layout.ts';
import { listCells, parseMatrixDocument } from '../../src/shared/matrix/index.ts';
import { freshFolder } from '../telar-process.ts';
import { seriousIssues } from './looks.ts';
import { expect, screens, startStudio, test, writeStory } from './studio.ts';

const layerNames = ['plate', 'variation', 'light', 'print', 'proof', 'final'];

/** A hundred scenes of six pictures each; every third scene also takes up a picture of the one before. */
const longStory = {
  telar: 1,
  title: 'A hundred scenes',
  layers: layerNames.map((name, index) => ({
    name,
    title: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    asset_type: 'image',
    model: index % 3 === 2 ? 'local/image-frame' : 'local/telar-mini',
    parameters: {
      ...(index % 3 === 2 ? {} : { prompt: 'a {{unit.vars.colour}} lighthouse' }),
      ...(index === 0 ? {} : { image: `{{layers.${layerNames[index - 1]}.path}}` }),
    },
  })),
  units: Array.from({ length: 100 }, (_, index) => ({
    id: `scene-${index + 1}`,
    title: `Scene ${index + 1}`,
    vars: { colour: ['white', 'red', 'yellow'][index % 3] },
    cells: index % 3 === 1 ? { variation: { parameters: { image: '{{prev_unit.layers.variation.path}}' } } } : {},
  })),
};
const matrix = parseMatrixDocument(JSON.stringify(longStory), 'story');
const layout = layoutGraph(matrix, listCells(matrix));

/** Where a cell is on the screen, also when it is only drawn. */
async function pointOf(page: Page, cell: string): Promise<{ x: number; y: number }> {
  const placed = layout.cells.find((each) => each.cell.key === cell);
  const pane = await page.locator('.react-flow').boundingBox();
  const moved = await page
    .locator('.react-flow__viewport')
    .evaluate(
      (viewport) => new DOMMatrix(getComputedStyle(viewport).transform).toJSON() as { a: number; e: number; f: number },
    );
  if (placed === undefined || pane === null) throw new Error(`${cell} is nowhere`);
  const middle = { x: placed.x + placed.width / 2, y: placed.y + placed.height / 2 };
  return { x: pane.x + moved.e + middle.x * moved.a, y: pane.y + moved.f + middle.y * moved.a };
}

async function clickDrawn(page: Page, cell: string): Promise<void> {
  const { x, y } = await pointOf(page, cell);
  await page.mouse.click(x, y);
}

async function setLook(page: Page, language: string, theme: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await page.getByRole('combobox').selectOption({ label: language });
  await page.getByText(theme, { exact: true }).click();
  await page.goto(`${new URL(page.url()).origin}/#/matrix`);
}

test('six hundred cells: drawn from afar, nodes near by, lanes of units or layers that fold', async ({ page }) => {
  const home = await freshFolder('large');
  const studio = await startStudio(home, [await writeStory(home, longStory)]);
  const overview = page.locator('[data-overview]');
  const nodes = page.locator('.react-flow__node-cell');
  const cell = (key: string) => page.locator(`[data-cell="${key}"]`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(studio.url);

  await test.step('it opens near enough to read, with nodes for what is in view only', async () => {
    await expect(cell('scene-1/plate')).toBeVisible();
    await expect(overview).toHaveCount(0);
    expect(await nodes.count()).toBeLessThan(100);
  });

  await test.step('seen whole it is one drawing; a list tells the same to screen readers', async () => {
    await page.keyboard.press('f');
    await expect(overview).toBeVisible();
    await expect(nodes).toHaveCount(0);
    const first = page.getByRole('list', { name: 'All 600 cells' }).getByRole('listitem').first();
    await expect(first).toHaveAttribute('aria-label', 'scene-1 / plate, not made yet');
    await expect(first).toHaveAttribute('aria-setsize', '600');
    await expect(first).toHaveAttribute('data-state', 'idle');
    expect(await page.locator('[data-cell]').count()).toBeLessThan(30);
    expect(await seriousIssues(page)).toEqual([]);
  });

  await test.step('a drawn cell is hovered, clicked and left by arrow keys', async () => {
    const { x, y } = await pointOf(page, 'scene-50/light');
    await page.mouse.move(x, y);
    await expect(page.locator('[data-tip="scene-50/light"]')).toContainText('Scene 50 / Light');
    await page.mouse.click(x, y);
    await expect(cell('scene-50/light')).toBeFocused();
    await expect(cell('scene-50/light')).toHaveAttribute('aria-posinset', String(49 * 6 + 3));
    await expect(page.getByRole('heading', { name: 'Scene 50' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(cell('scene-51/light')).toBeFocused();
  });

  await test.step('the selection is fitted: nodes are back, and its reference is lit', async () => {
    await page.keyboard.press('.');
    await expect(overview).toHaveCount(0);
    await expect(nodes.locator('[data-cell="scene-51/light"]')).toBeInViewport({ ratio: 1 });
    await expect(page.locator('[data-edge="scene-51/variation>scene-51/light"]')).toHaveAttribute('data-lit', 'true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('f');
    await expect(overview).toBeVisible();
    const { x, y } = await pointOf(page, 'scene-2/variation');
    await page.mouse.dblclick(x, y);
    await expect(nodes.locator('[data-cell="scene-2/variation"]')).toBeInViewport({ ratio: 1 });
    const across = page.locator('[data-edge="scene-1/variation>scene-2/variation"]');
    await expect(across).toHaveAttribute('data-across', 'true');
    await page.keyboard.press('Escape');
  });

  await test.step('a lane folds and opens, and each is undone', async () => {
    await expect(page.locator('[data-lane="scene-2"] [data-lane-counts]')).toHaveAttribute('aria-label', /0 of 6 done/);
    // So near, the head of the lane may lie outside: one step back, or a second one where the panel has moved it.
    const fold = page.getByRole('button', { name: 'Fold scene-2' });
    await expect(async () => {
      await page.getByRole('button', { name: 'Zoom out' }).click();
      await expect(fold).toBeInViewport({ timeout: 1_000, ratio: 1 });
    }).toPass();
    await fold.click();
    await expect(page.locator('[data-lane="scene-2"]')).toHaveAttribute('data-folded', 'true');
    await expect(cell('scene-2/variation')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(cell('scene-2/variation')).toBeVisible();
  });

  await test.step('lanes of layers, and back by undo', async () => {
    await page.locator('[data-lanes="layer"]').click();
    // The view begins anew at the first cells: the same places have others now.
    const left = () =>
      page.locator('.react-flow__viewport').evaluate((each) => new DOMMatrix(getComputedStyle(each).transform).e);
    await expect.poll(left).toBeGreaterThan(0);
    await page.keyboard.press('f');
    await expect(page.locator('[data-lanes="layer"]')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Control+z');
    await expect(page.locator('[data-lanes="unit"]')).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('a run paints its cells while it goes on', async () => {
    await page.keyboard.press('f');
    await expect(overview).toBeVisible();
    await clickDrawn(page, 'scene-2/plate');
    await page.getByRole('button', { name: 'Rehearse' }).click();
    await expect(cell('scene-3/final')).toHaveAttribute('data-state', 'succeeded', { timeout: 60_000 });
    await page.locator('[data-action="cancel"]').click();
    await expect(page.locator('[data-action="run"]')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('nearer, lanes have their names and cells their pictures', async () => {
    const { x, y } = await pointOf(page, 'scene-4/light');
    await page.mouse.move(x, y);
    for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -190);
    await expect(page.locator('[data-tip="scene-4/light"]')).toBeVisible();
    await expect(overview).toBeVisible();
    await page.mouse.move(0, 0);
  });

  await test.step('pictures for the guide in both languages and themes, without serious issues', async () => {
    for (const [language, dark, light, code] of [
      ['Español', 'Oscuro', 'Claro', 'es'],
      ['English', 'Dark', 'Light', 'en'],
    ] as const) {
      for (const [theme, name] of [
        [dark, 'dark'],
        [light, 'light'],
      ] as const) {
        await setLook(page, language, theme);
        await expect(overview).toBeVisible();
        if (code === 'en') expect({ theme, issues: await seriousIssues(page) }).toEqual({ theme, issues: [] });
        await page.screenshot({ path: resolve(screens, `matrix-large-${name}-${code}.png`) });
      }
    }
  });
  await studio.stop();
});
