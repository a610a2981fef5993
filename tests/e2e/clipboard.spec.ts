import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freshFolder } from '../telar-process.ts';
import { expect, startStudio, test, writeStory } from './studio.ts';

const story = {
  telar: 1,
  title: 'Chain',
  layers: [
    { name: 'plate', asset_type: 'image', model: 'local/telar-mini', parameters: { prompt: 'a boat' } },
    {
      name: 'variation',
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt: 'a boat again', image: '{{layers.plate.path}}' },
    },
  ],
  units: [{ id: 'one', title: 'One' }, { id: 'two' }],
};

/** Selects these cells and no other, with all of them in sight beside the panel that the first one opens. */
async function selectOnly(page: Page, ...cells: string[]): Promise<void> {
  const [first = '', ...others] = cells.map((cell) => `[data-cell="${cell}"]`);
  await page.locator('#page').focus();
  await page.keyboard.press('f');
  await page.locator(first).click();
  await expect(page.locator(`[data-inspector="${cells[0] ?? ''}"]`)).toBeVisible();
  // The panel has taken a part of the canvas: what lies under it cannot be clicked.
  await page.keyboard.press('f');
  for (const cell of [first, ...others]) await expect(page.locator(cell)).toBeInViewport({ ratio: 0.99 });
  for (const cell of others) await page.locator(cell).click({ modifiers: ['Control'] });
  for (const cell of [first, ...others]) await expect(page.locator(cell)).toHaveAttribute('data-selected', 'true');
  await page.locator(first).focus();
}

const clipboardText = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

test('cells are copied with their links, pasted, duplicated and cut; foreign text is refused', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const home = await freshFolder('clipboard');
  const file = await writeStory(home, story);
  const studio = await startStudio(home, [file]);
  await page.goto(studio.url);
  const cells = page.locator('[data-cell]');
  await expect(cells).toHaveCount(4);

  // A pair with the link between its cells.
  await selectOnly(page, 'one/plate', 'one/variation');
  await page.keyboard.press('Control+c');
  await expect(page.getByText(/2 cells? copied|1 cell copied/)).toBeVisible();
  const clip = JSON.parse(await clipboardText(page)) as { telar_clip: number; units: { id: string }[] };
  expect(clip).toMatchObject({ telar_clip: 1, units: [{ id: 'one', cells: { plate: {}, variation: {} } }] });
  await page.keyboard.press('Control+v');
  await expect(page.getByText('2 cells pasted')).toBeVisible();
  await expect(page.locator('[data-cell="one-2/variation"]')).toBeVisible();
  await expect(cells).toHaveCount(6);

  // One cell alone: without its input, and with it.
  await selectOnly(page, 'two/variation');
  await page.keyboard.press('Control+d');
  await expect(page.getByText('1 link to what was not copied was left out: two-2/variation (image).')).toBeVisible();
  await expect(cells).toHaveCount(7);
  await selectOnly(page, 'two/variation');
  await page.keyboard.press('Control+Shift+d');
  await expect(cells).toHaveCount(8);

  // Cut takes the unit away with its last cell; undo brings it back.
  await selectOnly(page, 'two-3/variation');
  await page.keyboard.press('Control+x');
  await expect(cells).toHaveCount(7);
  await page.keyboard.press('Control+z');
  await expect(cells).toHaveCount(8);

  // What others put there is no clip, and a torn clip is named as such.
  await selectOnly(page, 'one/plate');
  await page.evaluate(() => navigator.clipboard.writeText('a lighthouse at dawn'));
  await page.keyboard.press('Control+v');
  await expect(page.getByText('What is in the clipboard was not copied from a Telar matrix.')).toBeVisible();
  await page.evaluate(() => navigator.clipboard.writeText('{"telar_clip": 1, "units": ['));
  await page.keyboard.press('Control+v');
  await expect(page.getByText(/The copied cells cannot be read/)).toBeVisible();
  await expect(cells).toHaveCount(8);

  await page.keyboard.press('Control+s');
  await expect(page.locator('[data-dirty]')).toHaveCount(0);
  const saved = JSON.parse(await readFile(join(home, 'story.telar.json'), 'utf8')) as { units: unknown[] };
  expect(saved.units).toEqual([
    { id: 'one', title: 'One', vars: {}, cells: {} },
    { id: 'one-2', title: 'One 2', vars: {}, cells: {} },
    { id: 'two', vars: {}, cells: {} },
    {
      id: 'two-3',
      vars: {},
      cells: { plate: null, variation: { parameters: { image: '{{units.two.layers.plate.path}}' } } },
    },
    { id: 'two-2', vars: {}, cells: { plate: null, variation: { parameters: { image: '' } } } },
  ]);

  // The same text in another document: its layers come along.
  await selectOnly(page, 'one/plate', 'one/variation');
  await page.keyboard.press('Control+c');
  await expect(page.getByText('2 cells copied')).toBeVisible();
  const empty = await writeStory(
    home,
    { telar: 1, layers: [{ name: 'voice', asset_type: 'text', model: 'ollama/any' }], units: [{ id: 'one' }] },
    'other',
  );
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').getByRole('textbox').first().fill(empty);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-cell="one/voice"]')).toBeVisible();
  await page.keyboard.press('Control+v');
  await expect(page.locator('[data-cell="one-2/variation"]')).toBeVisible();
  await expect(cells).toHaveCount(3);
  await studio.stop();
});
