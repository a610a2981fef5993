import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshFolder, sampleFile } from '../telar-process.ts';
import { expect, startStudio, test } from './studio.ts';

test('a missing model fails its cell in plain words, blocks what depends on it and leaves the rest alone', async ({
  page,
}) => {
  const home = await freshFolder('studio');
  const shipped = join(sampleFile, '../../templates/local/telar-mini.json');
  const template = JSON.parse(await readFile(shipped, 'utf8')) as object;
  await mkdir(join(home, 'templates', 'local'), { recursive: true });
  const other = { ...template, id: 'local/other', endpoint: 'other', folder: 'not-installed', title: 'Other' };
  await writeFile(join(home, 'templates', 'local', 'other.json'), JSON.stringify(other));
  const story = JSON.parse(await readFile(sampleFile, 'utf8')) as { settings?: object; units: { cells?: object }[] };
  story.settings = { on_error: 'continue' };
  for (const unit of story.units.slice(0, 1)) unit.cells = { plate: { model: 'local/other' } };
  const file = join(home, 'story.telar.json');
  await writeFile(file, JSON.stringify(story));

  const studio = await startStudio(home, [file]);
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(9, { timeout: 60_000 });
  const failed = page.locator('[data-cell="dawn/plate"]');
  await expect(failed).toHaveAttribute('data-state', 'failed');
  await expect(page.locator('[data-cell="dawn/print"]')).toHaveAttribute('data-state', 'blocked');
  await failed.click();
  await expect(page.getByText(/local\/other/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run this cell again' })).toBeVisible();
  await studio.stop();
});

test('a broken sample copy is shown as an error and not overwritten', async ({ page }) => {
  const home = await freshFolder('studio');
  const folder = join(home, 'projects', 'four-lights');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'four-lights.telar.json'), '{ "telar": 1, broken');
  const studio = await startStudio(home);
  await page.goto(studio.url);
  await expect(page.getByText('The document could not be opened')).toBeVisible();
  await expect(page.getByText(/line 1/i)).toBeVisible();
  expect(await readFile(join(folder, 'four-lights.telar.json'), 'utf8')).toBe('{ "telar": 1, broken');
  await studio.stop();
});
