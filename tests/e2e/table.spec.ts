import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { freshFolder, sampleFile } from '../telar-process.ts';
import { expect, screens, startStudio, test, writeStory } from './studio.ts';

const grid = (page: Page) => page.getByRole('grid');
const variable = (page: Page, name: string) => page.locator(`[data-variable="${name}"]`);
const undoStep = (page: Page, label: string) => page.getByRole('button', { name: `Undo: ${label}` });

async function showTable(page: Page): Promise<void> {
  await page.locator('[data-view="table"]').click();
  await expect(grid(page)).toBeVisible();
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Texts of a column, from the top. */
async function column(page: Page, name: string): Promise<string[]> {
  return page.locator(`[data-variable$="/${name}"]`).allInnerTexts();
}

test('a table like a spreadsheet: keys, fill, paste, growing, undo, variables, order, columns kept', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.setViewportSize({ width: 1440, height: 900 });
  const home = await freshFolder('table');
  const file = await writeStory(home, JSON.parse(await readFile(sampleFile, 'utf8')) as object);
  const studio = await startStudio(home, [file]);
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(12);
  await showTable(page);

  await test.step('typing replaces, Enter goes down, Escape drops, Tab goes on', async () => {
    await variable(page, 'dawn/colour').click();
    await page.keyboard.type('blue');
    await press(page, 'Enter');
    await expect(variable(page, 'dawn/colour')).toHaveText('blue');
    await expect(variable(page, 'day/colour')).toHaveAttribute('data-active', 'true');
    await press(page, 'F2', 'x', 'Escape');
    await expect(variable(page, 'day/colour')).toHaveText('white');
    await page.keyboard.type('grey');
    await press(page, 'Tab');
    await expect(variable(page, 'day/colour')).toHaveText('grey');
    await expect(variable(page, 'day/accent')).toHaveAttribute('data-active', 'true');
    await press(page, 'Control+Home');
    await expect(page.locator('[data-unit-row="dawn"]')).toHaveAttribute('data-active', 'true');
    // Beside a column that is no cell stands the unit of the row.
    await expect(page.locator('[data-inspector="unit dawn"]')).toBeVisible();
    await press(page, 'Control+ArrowDown', 'ArrowRight');
    await expect(variable(page, 'night/colour')).toHaveAttribute('data-active', 'true');
    await expect(page.locator('[data-inspector="unit night"]')).toBeVisible();
  });

  await test.step('a range is filled down and cleared, each one step back', async () => {
    await variable(page, 'dawn/colour').click();
    await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
    await expect(undoStep(page, 'Fill 3 values')).toBeEnabled();
    expect(await column(page, 'colour')).toEqual(['blue', 'blue', 'blue', 'blue']);
    await press(page, 'Delete');
    await expect(undoStep(page, 'Clear 4 values')).toBeEnabled();
    await press(page, 'Control+z', 'Control+z');
    await expect(undoStep(page, 'Change day/colour')).toBeEnabled();
    expect(await column(page, 'colour')).toEqual(['blue', 'grey', 'white', 'white']);
  });

  await test.step('a block of another program is pasted; rows that are missing are offered', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('one\t"two\nlines"\nthree\tfour\nfive\tsix\n'));
    await variable(page, 'dawn/colour').click();
    await press(page, 'Control+v');
    await expect(undoStep(page, 'Paste 6 values')).toBeEnabled();
    expect(await column(page, 'accent')).toEqual(['two\nlines', 'four', 'six', 'red']);
    await press(page, 'Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'one\t"two\nlines"\r\nthree\tfour\r\nfive\tsix',
    );
    await variable(page, 'night/colour').click();
    await press(page, 'Control+v');
    await page.getByRole('button', { name: 'Add 2 units and paste' }).click();
    await expect(variable(page, 'night-3/accent')).toHaveText('six');
    await press(page, 'Control+z');
    await expect(page.locator('[data-unit-row]')).toHaveCount(4);
    await expect(grid(page)).toBeFocused();
  });

  await test.step('a prompt is edited in its cell, and reset to the column’s', async () => {
    const plate = page.locator('[data-cell="day/plate"]');
    await plate.dblclick();
    await page.getByRole('textbox', { name: 'day / plate' }).fill('a purple balloon');
    await press(page, 'Enter');
    await expect(plate).toContainText('a purple balloon');
    await plate.click();
    await press(page, 'Delete');
    await expect(plate).not.toContainText('a purple balloon');
    await expect(undoStep(page, 'Clear 1 value')).toBeEnabled();
  });

  await test.step('variables are added, renamed with their references, and removed', async () => {
    await page.locator('[data-action="add-variable"]').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('2 moods');
    await expect(dialog.getByText('Letters, digits and _')).toBeVisible();
    await dialog.getByRole('textbox').fill('mood');
    await press(page, 'Enter');
    await expect(page.locator('[data-header="vars.mood"]')).toBeVisible();
    await page.locator('[data-header="vars.sky"] [data-menu]').click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await dialog.getByRole('textbox').fill('air');
    await press(page, 'Enter');
    await expect(page.locator('[data-header="vars.air"]')).toBeVisible();
    await expect(page.locator('[data-cell="night/plate"]')).toContainText('moon');
    const order = () =>
      page.locator('[data-header^="vars."]').evaluateAll((all) => all.map((each) => each.dataset.header));
    const before = await order();
    await page.locator('[data-header="vars.mood"] [data-menu]').click();
    await page.getByRole('menuitem', { name: 'Move left' }).click();
    await expect(undoStep(page, 'Move mood')).toBeEnabled();
    await expect.poll(order).toEqual([...before.slice(0, -2), before.at(-1), before.at(-2)]);
    await page.locator('[data-header="vars.mood"]').click();
    await press(page, 'Alt+ArrowRight');
    await expect.poll(order).toEqual(before);
    await page.locator('[data-header="vars.mood"] [data-menu]').click();
    await page.getByRole('menuitem', { name: 'Remove the variable' }).click();
    await expect(page.locator('[data-header="vars.mood"]')).toHaveCount(0);
  });

  await test.step('rows and columns move by keys and by dragging', async () => {
    const rows = () => page.locator('[data-unit-row]').evaluateAll((all) => all.map((each) => each.dataset.unitRow));
    await page.locator('[data-unit-row="dawn"]').click();
    await press(page, 'Alt+ArrowDown');
    await expect.poll(rows).toEqual(['day', 'dawn', 'sunset', 'night']);
    const grip = page.locator('[data-unit-row="dawn"] [data-grip]');
    const target = page.locator('[data-unit-row="night"]');
    const [from, to] = [await grip.boundingBox(), await target.boundingBox()];
    if (from === null || to === null) throw new Error('nothing to drag');
    await page.mouse.move(from.x + 10, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + to.height - 4, { steps: 4 });
    await page.mouse.up();
    await expect.poll(rows).toEqual(['day', 'sunset', 'night', 'dawn']);
    await page.locator('[data-cell="day/plate"]').click();
    await press(page, 'Alt+ArrowRight');
    await expect(undoStep(page, 'Move plate')).toBeEnabled();
    await expect(page.locator('[data-header="layers.plate"]')).toHaveAttribute('aria-colindex', '8');
    await page.locator('[data-header="layers.plate"] [data-menu]').click();
    await page.getByRole('menuitemcheckbox', { name: 'Muted: runs pass over it' }).click();
    await expect(page.locator('[data-cell="day/plate"]')).toHaveAttribute('data-muted', 'true');
    await undoStep(page, 'Change plate').click();
    await expect(page.locator('[data-cell="day/plate"]')).toHaveAttribute('data-muted', 'false');
  });

  await test.step('the filter and the search show what they say, and that nothing is gone', async () => {
    const search = page.getByRole('searchbox', { name: 'Find in the table' });
    await search.fill('SUNSET');
    await expect(page.locator('[data-unit-row]')).toHaveCount(1);
    await search.fill('nowhere');
    await page.getByRole('button', { name: 'Show all units' }).click();
    await expect(page.locator('[data-unit-row]')).toHaveCount(4);
  });

  await test.step('widths, frozen columns and the view itself are there after a reload', async () => {
    // The move brought the last column into sight, and the first are out of it.
    const header = page.locator('[data-header="vars.colour"]');
    await grid(page).focus();
    await press(page, 'Control+Home');
    await expect(header).toBeInViewport();
    const edge = await page.locator('[data-edge="vars.colour"]').boundingBox();
    if (edge === null) throw new Error('no edge');
    await page.mouse.move(edge.x + 4, edge.y + 20);
    await page.mouse.down();
    await page.mouse.move(edge.x + 64, edge.y + 20, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => (await header.boundingBox())?.width).toBe(212);
    await header.locator('[data-menu]').click();
    await page.getByRole('menuitem', { name: 'Freeze up to this column' }).click();
    await expect(header).toHaveAttribute('data-frozen', 'true');
    await page.reload();
    await expect(header).toHaveAttribute('data-frozen', 'true');
    expect((await header.boundingBox())?.width).toBe(212);
    await grid(page).focus();
    await press(page, 'Control+End');
    await expect(header).toBeInViewport();
  });
  await studio.stop();
});

/** A hundred scenes of six layers, some cells left out. */
const large = {
  telar: 1,
  title: 'A hundred scenes',
  layers: ['plate', 'variation', 'sketch', 'detail', 'mood', 'print'].map((name) => ({
    name,
    title: name.charAt(0).toUpperCase() + name.slice(1),
    asset_type: 'image',
    model: 'local/telar-mini',
    parameters: { prompt: `a {{unit.vars.colour}} lighthouse {{unit.vars.time}}, ${name}` },
  })),
  units: Array.from({ length: 100 }, (_, index) => ({
    id: `scene-${index + 1}`,
    title: `Scene ${index + 1}`,
    vars: { colour: index % 2 === 0 ? 'white' : 'red', time: index % 3 === 0 ? 'at dawn' : 'at night', take: index },
    cells: index % 7 === 3 ? { mood: null } : {},
  })),
};

test('a table dropped as CSV is previewed; a hundred rows are there by key, and few of them drawn', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const home = await freshFolder('table');
  const studio = await startStudio(home, [await writeStory(home, large)]);
  await page.goto(studio.url);
  await showTable(page);
  await expect(page.locator('[data-unit-row="scene-1"]')).toBeVisible();
  expect(await page.locator('[data-cell]').count()).toBeLessThan(150);
  await grid(page).focus();
  await press(page, 'Control+End');
  await expect(page.locator('[data-cell="scene-100/print"]')).toHaveAttribute('data-active', 'true');
  await expect(page.locator('[data-cell="scene-100/print"]')).toBeInViewport();

  async function drop(text: string): Promise<void> {
    const data = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'moods.csv', { type: 'text/csv' }));
      return transfer;
    }, text);
    await grid(page).dispatchEvent('dragover', { dataTransfer: data });
    await grid(page).dispatchEvent('drop', { dataTransfer: data });
  }
  await drop('id,take:number\nscene-1,five\n');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('Line 2 of the table');
  await press(page, 'Escape');
  await expect(dialog).toBeHidden();
  await drop('id,mood\nscene-1,calm\nscene-101,loud\n');
  await expect(dialog).toContainText('1 unit is new');
  await expect(dialog).toContainText('1 unit changes');
  await expect(dialog).toContainText('New variables: mood');
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('101 units')).toBeVisible();
  await press(page, 'Control+z');
  await expect(page.getByText('100 units')).toBeVisible();

  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: resolve(screens, `table-large-${theme}-en.png`) });
  }
  await studio.stop();
});
