import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshFolder, sampleFile } from '../telar-process.ts';
import { expect, openMatrix, startStudio, test } from './studio.ts';

test('the window says that the host is gone and reconnects by itself', async ({ page, studio }) => {
  await openMatrix(page, studio);
  const banner = page.getByText('The connection to Telar is lost. Reconnecting…');
  await expect(banner).toBeHidden();
  await studio.stop('SIGKILL');
  await expect(banner).toBeVisible();
  await studio.restart();
  await expect(banner).toBeHidden({ timeout: 20_000 });
  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(12, { timeout: 60_000 });
});

test('a host killed in the middle of a run: the finished cells are there, the rest is one click away', async ({
  page,
}) => {
  const home = await freshFolder('studio');
  const story = JSON.parse(await readFile(sampleFile, 'utf8')) as { layers: { parameters: object }[] };
  // Slow enough that the kill meets a run that has only just begun.
  for (const layer of story.layers.slice(0, 2)) Object.assign(layer.parameters, { steps: 100 });
  const file = join(home, 'slow.telar.json');
  await writeFile(file, JSON.stringify(story));
  const studio = await startStudio(home, [file]);
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  const finished = page.locator('[data-cell][data-state="succeeded"]');
  await expect(finished.first()).toBeVisible();
  await studio.stop('SIGKILL');
  await studio.restart();
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(12);
  await expect(finished.first()).toBeVisible();
  expect(await finished.count()).toBeLessThan(12);
  await expect(page.locator('[data-cell][data-state="cancelled"]')).toHaveCount(0);
  await expect(page.getByText(/The last run was interrupted/)).toBeVisible();
  await page.getByRole('button', { name: /Run the remaining \d+/ }).click();
  await expect(page.locator('[data-cell][data-state="succeeded"][data-stale="false"]')).toHaveCount(12, {
    timeout: 60_000,
  });
  await studio.stop();
});
