import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { seriousIssues } from './looks.ts';
import { expect, openMatrix, screens, test } from './studio.ts';

/** Presses of Tab after which something is taken to be out of reach. */
const farthest = 40;

async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let count = 0; count < farthest; count += 1) {
    if (await target.evaluateAll((all) => all.some((each) => each === document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${String(target)}`);
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Search for a command…')).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole('dialog').locator('[data-selected]').first()).toContainText(name);
  await page.keyboard.press('Enter');
}

async function addLayer(page: Page, key?: 'Shift+Tab'): Promise<void> {
  await tabTo(page, page.locator('[data-action="add-layer"]'), key);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Search for a model' })).toBeFocused();
  await page.keyboard.type('telar-mini');
  await expect(page.locator('[data-dialog="add-layer"] [role="option"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-dialog="add-layer"]')).toBeHidden();
}

test('without a mouse: a new document of two by two cells, two of them linked, run and rated', async ({
  page,
  studio,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openMatrix(page, studio);
  await command(page, 'New document');
  const file = page.getByRole('dialog', { name: 'New document' }).getByRole('textbox', { name: 'File' });
  await expect(file).toBeVisible();
  await tabTo(page, file);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(join(studio.home, 'by-keys.telar.json'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('This matrix has no cells')).toBeVisible();

  await tabTo(page, page.locator('[data-action="add-unit"]'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo: Add a unit' })).toBeEnabled();
  await addLayer(page);
  const cells = page.locator('[data-cell]');
  await expect(cells).toHaveCount(1);

  // The table; its grid has the keyboard at once.
  await page.keyboard.press('Control+e');
  const grid = page.getByRole('grid');
  await expect(grid).toBeFocused();
  // Its toolbar is just before it.
  await addLayer(page, 'Shift+Tab');
  await tabTo(page, page.locator('[data-action="add-unit"]'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(cells).toHaveCount(4);

  await tabTo(page, grid);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-cell="unit-1/image"]')).toHaveAttribute('data-active', 'true');
  await page.keyboard.type('a white lighthouse at dawn');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a red lighthouse, seed {{layers.');
  const names = page.getByRole('listbox', { name: 'What can be referenced here' });
  await expect(names.getByRole('option', { selected: true })).toContainText('image');
  await page.keyboard.press('Enter');
  await page.keyboard.type('se');
  await expect(names.getByRole('option', { selected: true })).toContainText('seed');
  await page.keyboard.press('Enter');
  await expect(names).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'unit-1 / image-2' })).toHaveValue(/\{\{layers\.image\.seed\}\}$/);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-cell="unit-1/image-2"]')).toContainText('a red lighthouse');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await expect(page.locator('[data-cell="unit-2/image"]')).toContainText('at dawn');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await expect(page.locator('[data-cell="unit-2/image-2"]')).toContainText('a red lighthouse');
  expect({ view: 'table', issues: await seriousIssues(page) }).toEqual({ view: 'table', issues: [] });

  await page.keyboard.press('Control+Enter');
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(4, { timeout: 90_000 });
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('4');
  const stars = page.getByRole('radiogroup').getByRole('radio', { name: '4 stars' });
  await expect(stars.first()).toBeChecked();
  await page.screenshot({ path: resolve(screens, 'table-by-keys-en.png') });

  // The same in the graph, where the link is an edge.
  await page.keyboard.press('Control+e');
  await expect(page.locator('[data-showing="graph"]')).toBeVisible();
  await expect(page.locator('[data-cell="unit-1/image"]')).toBeFocused();
  expect({ view: 'graph', issues: await seriousIssues(page) }).toEqual({ view: 'graph', issues: [] });
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden();
});
