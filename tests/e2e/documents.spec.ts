import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freshFolder, sampleFile } from '../telar-process.ts';
import { expect, openMatrix, startStudio, test, writeStory } from './studio.ts';

const title = (page: Page) => page.getByRole('region', { name: 'Document and run' });

async function choose(page: Page, item: string): Promise<void> {
  await page.locator('[data-action="file-menu"]').click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('a new document gets its units from a table, is saved, copied, closed and opened again', async ({
  page,
  studio,
}) => {
  await openMatrix(page, studio);
  await choose(page, 'New…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Harbours');
  const file = join(studio.home, 'harbours.telar.json');
  await dialog.getByRole('textbox', { name: 'File' }).fill(file);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(title(page)).toContainText('Harbours');

  await choose(page, 'Import table…');
  const bad = { name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('id,tide:number\nporto,3\nlagos,high\n') };
  await dialog.locator('input[type="file"]').setInputFiles(bad);
  await expect(dialog.getByRole('alert')).toContainText('Line 3 of the table');
  const good = {
    ...bad,
    name: 'good.csv',
    buffer: Buffer.from('id,tide:number,name\nporto,3,"Porto, old"\nlagos,4,\n'),
  };
  await dialog.locator('input[type="file"]').setInputFiles(good);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Undo: Import good.csv' })).toBeEnabled();

  const download = page.waitForEvent('download');
  await choose(page, 'Export as CSV');
  const exported = await download;
  expect(exported.suggestedFilename()).toBe('harbours.csv');
  expect(await readFile(await exported.path(), 'utf8')).toContain('porto,3,"Porto, old"');

  await page.keyboard.press('Control+s');
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ title: 'Harbours', units: [{ id: 'porto' }, {}] });

  await choose(page, 'Save as…');
  await expect(dialog.getByRole('textbox', { name: 'File' })).toHaveValue(
    join(studio.home, 'harbours-copy.telar.json'),
  );
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await choose(page, 'Close');
  await expect(title(page)).toContainText('Four lights');
  await choose(page, 'Close');
  await expect(page.getByText('No document is open')).toBeVisible();

  await page.keyboard.press('Control+o');
  await dialog.getByRole('textbox', { name: 'File' }).fill(join(studio.home, 'nowhere.telar.json'));
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/does not exist/)).toBeVisible();
  await dialog.getByRole('button', { name: /harbours-copy/ }).click();
  await expect(title(page)).toContainText('Harbours');
});

test('a document of a newer Telar can be looked at, not changed', async ({ page }) => {
  const home = await freshFolder('studio');
  const story = JSON.parse(await readFile(sampleFile, 'utf8')) as object;
  const studio = await startStudio(home, [await writeStory(home, { ...story, telar: 99 })]);
  await page.goto(studio.url);
  await expect(page.locator('[data-notice="read-only"]')).toContainText('Made by a newer Telar');
  await page.locator('[data-cell="dawn/plate"]').click();
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toBeDisabled();
  await page.locator('[data-action="file-menu"]').click();
  for (const item of ['Save', 'Save as…', 'Import table…']) {
    await expect(page.getByRole('menuitem', { name: item, exact: true })).toBeDisabled();
  }
  await studio.stop();
});

test('a document that another Telar has open is read-only until it is closed there', async ({ page }) => {
  const home = await freshFolder('studio');
  const file = await writeStory(home, JSON.parse(await readFile(sampleFile, 'utf8')) as object);
  const other = await startStudio(await freshFolder('studio'), [file]);
  const studio = await startStudio(home, [file]);
  await page.goto(studio.url);
  const banner = page.locator('[data-notice="read-only"]');
  await expect(banner).toContainText('Open in another Telar');
  await other.stop();
  await banner.getByRole('button', { name: 'Load again' }).click();
  await expect(banner).toBeHidden();
  await page.locator('[data-cell="dawn/plate"]').click();
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toBeEnabled();
  await studio.stop();
});

for (const { choice, kept, aside } of [
  { choice: 'Keep mine', kept: 'mine', aside: 'theirs' },
  { choice: 'Take the file’s version', kept: 'theirs', aside: 'mine' },
]) {
  test(`two versions of a document: “${choice}” loses neither`, async ({ page }) => {
    const home = await freshFolder('studio');
    const story = JSON.parse(await readFile(sampleFile, 'utf8')) as { layers: { parameters: object }[] };
    const file = await writeStory(home, story);
    const studio = await startStudio(home, [file]);
    await page.goto(studio.url);
    await page.locator('[data-cell="dawn/plate"]').click();
    const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
    await prompt.fill('mine');
    await prompt.blur();
    await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
    Object.assign(story.layers[0]?.parameters ?? {}, { prompt: 'theirs' });
    await writeFile(file, JSON.stringify(story));

    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Another program changed this document' });
    await dialog.getByRole('button', { name: choice }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden();
    await expect(prompt).toHaveValue(kept);
    expect(await readFile(file, 'utf8')).toContain(`"${kept}"`);
    const ending = kept === 'mine' ? 'bak' : 'mine';
    expect(await readFile(join(home, `.story.telar.json.${ending}`), 'utf8')).toContain(`"${aside}"`);
    await studio.stop();
  });
}
