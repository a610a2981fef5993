import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freshFolder } from '../telar-process.ts';
import { lookInBothThemes, picture, setLook, withoutNotices } from './looks.ts';
import { expect, openMatrix, startStudio, test, writeStory, type Studio } from './studio.ts';

/** The examples with a cell of theirs and how many they have. */
const examples = [
  { id: 'picture-book', cell: 'p1/page', cells: 18 },
  { id: 'podcast-covers', cell: 'ep1/cover', cells: 16 },
  { id: 'product-series', cell: 'sand/print', cells: 16 },
  { id: 'prompt-grid', cell: 'house/night', cells: 24 },
  { id: 'storyboard', cell: 'lamp/motion', cells: 16 },
  { id: 'upscale-chain', cell: 'peak/poster', cells: 12 },
];

const tabs = (page: Page) => page.locator('[data-tab]');
const saveStatus = (page: Page) => page.locator('[data-save-status]');

/** A picture of every open example in both views. */
async function takePictures(page: Page, suffix: string): Promise<void> {
  for (const [index, { id, cell }] of examples.entries()) {
    await tabs(page)
      .nth(index + 1)
      .locator('[data-tab-name]')
      .click();
    await expect(page.locator(`[data-cell="${cell}"]`)).toBeVisible();
    await page.mouse.move(0, 0);
    await picture(page, `example-${id}-${suffix}`);
  }
}

test('each example opens from the gallery with a plan that has no failure, and one is rehearsed to its end', async ({
  page,
  studio,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openMatrix(page, studio);
  const dialog = page.getByRole('dialog');
  for (const { id, cell, cells } of examples) {
    await page.locator('[data-action="new-tab"]').click();
    await page.locator(`[data-example="${id}"]`).click();
    await expect(dialog.getByRole('textbox', { name: 'File' })).toHaveValue(/projects.+\.telar\.json$/);
    if (id === 'storyboard') {
      await expect(dialog).toContainText('a key of Replicate, a key of fal');
      await lookInBothThemes(page, 'new-document');
    }
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(page.locator(`[data-cell="${cell}"]`)).toBeVisible();
    await expect(page.locator('[data-action="run"]')).toContainText(`Run ${cells} cells`);
    await expect(page.locator('[data-cell][data-state="blocked"]')).toHaveCount(0);
  }
  await expect(tabs(page)).toHaveCount(7);
  await expect(saveStatus(page)).toHaveText(/^Saved \d/);

  await page.getByRole('button', { name: 'Rehearse', exact: true }).click();
  // While it runs its tab says so, also from the side of another document.
  await page.keyboard.press('Control+PageUp');
  await expect(page.locator('[data-cell="lamp/motion"]')).toBeVisible();
  await page.keyboard.press('Control+PageDown');
  await expect(page.locator('[data-cell] [data-badge="rehearsal"]')).toHaveCount(12, { timeout: 60_000 });
  await expect(tabs(page).locator('progress')).toHaveCount(0);

  await withoutNotices(page);
  await setLook(page, { language: 'English', theme: 'Dark' });
  await takePictures(page, 'dark-en');
  await setLook(page, { language: 'Español', theme: 'Claro' });
  await takePictures(page, 'light-es');
});

async function renameFirstUnit(page: Page, cell: string, prompt: string): Promise<void> {
  await page.locator(`[data-cell="${cell}"]`).click();
  const field = page.getByRole('textbox', { name: 'Prompt', exact: true });
  await field.fill(prompt);
  await field.blur();
  await expect(tabs(page).and(page.locator('[data-shown="true"]')).locator('[data-dirty]')).toBeVisible();
}

const story = (title: string) => ({
  telar: 1,
  title,
  layers: [{ name: 'plate', asset_type: 'image', model: 'local/telar-mini', parameters: { prompt: 'a cat' } }],
  units: [{ id: 'one' }, { id: 'two' }],
});

async function openFile(page: Page, file: string): Promise<void> {
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').getByRole('textbox', { name: 'File' }).fill(file);
  await page.keyboard.press('Enter');
}

test('two documents side by side keep what they had; after a kill nothing is lost, and a close asks', async ({
  page,
}) => {
  const home = await freshFolder('studio');
  const [harbour, forest] = [
    await writeStory(home, story('Harbour'), 'harbour'),
    await writeStory(home, story('Forest'), 'forest'),
  ];
  const studio: Studio = await startStudio(home, []);
  // What is opened while the window still loads would come before the sample story.
  await openMatrix(page, studio);
  await openFile(page, harbour);
  await renameFirstUnit(page, 'one/plate', 'a blue boat');
  await openFile(page, forest);
  await expect(tabs(page)).toHaveCount(3);
  // The new document has nothing selected; the other one still has.
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveCount(0);
  await renameFirstUnit(page, 'two/plate', 'a purple tree');
  await page.keyboard.press('Control+PageUp');
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('a blue boat');
  await expect(saveStatus(page)).toHaveAttribute('data-save-status', 'kept');
  await page.keyboard.press('Control+PageDown');
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('a purple tree');
  await expect(saveStatus(page)).toHaveAttribute('data-save-status', 'kept');

  // The window stays open: it comes back by itself with both, and what was changed in them.
  await studio.stop('SIGKILL');
  await studio.restart();
  await expect(page.locator('[data-notice="connection"]')).toBeEmpty({ timeout: 20_000 });
  await expect(tabs(page).locator('[data-dirty]')).toHaveCount(2);
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('a purple tree');
  await page.keyboard.press('Control+PageUp');
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('a blue boat');
  await expect(saveStatus(page)).toHaveAttribute('data-save-status', 'kept');
  await page.keyboard.press('Control+PageDown');
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('a purple tree');

  // A new window asks.
  await page.goto('about:blank');
  await studio.stop('SIGKILL');
  await studio.restart();
  await page.goto(studio.url);
  const recovery = page.locator('[data-dialog="recovery"]');
  await expect(recovery.locator('[data-unsaved]')).toHaveCount(2);
  const row = (file: string) => recovery.locator(`[data-unsaved="${file}"]`);
  await row(harbour).getByRole('button', { name: 'What differs?' }).click();
  await expect(row(harbour).locator('[data-differences="1"]')).toContainText('Cell one/plate');
  await expect(row(harbour).locator('ins')).toHaveText('a blue boat');
  await lookInBothThemes(page, 'recovery');
  await row(harbour).locator('[data-choice="restore"]').click();
  await row(forest).locator('[data-choice="saved"]').click();
  await expect(recovery).toBeHidden();
  await expect(tabs(page)).toHaveCount(2);
  await expect(tabs(page).locator('[data-dirty]')).toHaveCount(1);
  expect(await readFile(join(home, '.forest.telar.json.mine'), 'utf8')).toContain('a purple tree');

  await tabs(page).filter({ hasText: 'Harbour' }).locator('[data-tab-name]').click({ button: 'middle' });
  const closing = page.locator('[data-dialog="close-document"]');
  await closing.locator('[data-close="save"]').click();
  await expect(tabs(page)).toHaveCount(1);
  expect(await readFile(harbour, 'utf8')).toContain('a blue boat');
  await renameFirstUnit(page, 'one/plate', 'nobody wants this');
  await page.locator('[data-tab] [aria-label="Close Forest"]').click();
  await closing.locator('[data-close="drop"]').click();
  await expect(page.locator('[data-start-page]')).toBeVisible();
  expect(await readFile(forest, 'utf8')).not.toContain('nobody wants this');
  await expect(page.getByRole('button', { name: /Picture book/ })).toBeVisible();
  await lookInBothThemes(page, 'start-page');

  // A broken file is told with its place, and its backup is one press away.
  await writeFile(harbour, (await readFile(harbour, 'utf8')).replace('"units": [', '"units": [[,'));
  await openFile(page, harbour);
  const broken = page.locator('[data-dialog="broken-document"]');
  await expect(broken.getByRole('alert')).toContainText(/line \d+, column \d+/);
  await expect(broken.locator('[data-wrong="true"]')).toContainText('"units": [[,');
  await expect(broken.getByRole('alert')).toContainText('a value is missing');
  await lookInBothThemes(page, 'broken-document');
  await broken.locator('[data-action="open-backup"]').click();
  await expect(page.locator('[data-cell="one/plate"]')).toBeVisible();
  await expect(tabs(page).locator('[data-dirty]')).toHaveCount(1);
  await page.keyboard.press('Control+s');
  await expect(tabs(page).locator('[data-dirty]')).toHaveCount(0);
  expect(JSON.parse(await readFile(harbour, 'utf8'))).toMatchObject({ title: 'Harbour' });

  // A document dropped on the window is kept as a new one.
  const transfer = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'Night walk.telar.json', { type: 'application/json' }));
      return data;
    },
    JSON.stringify(story('Night walk')),
  );
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await expect(page.locator('[data-drop-target]')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await expect(tabs(page).filter({ hasText: 'Night walk' })).toHaveCount(1);
  await expect(page.locator('[data-drop-target]')).toHaveCount(0);
  expect(await readFile(join(home, 'projects', 'night-walk', 'night-walk.telar.json'), 'utf8')).toContain('"two"');

  // Closed in another window, it is gone here too.
  const other = await page.context().newPage();
  await other.goto(new URL(page.url()).origin);
  await other.getByRole('button', { name: 'Close Night walk' }).click();
  await expect(tabs(page)).toHaveCount(1);
  await expect(tabs(page).locator('[aria-current="true"]')).toContainText('Harbour');
  await studio.stop();
});
