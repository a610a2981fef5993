import { join } from 'node:path';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { freshFolder, sampleFile } from '../telar-process.ts';
import { expect, slowSample, startStudio, test, writeStory } from './studio.ts';

test('a run is paused, goes on, is put in another order and loses cells, all from the queue', async ({ page }) => {
  const home = await freshFolder('studio');
  // Far more than is waited for: it must still be going on when a busy machine gets to the second pause.
  const last = (unit: string): string => `${unit}${'-again'.repeat(5)}`;
  const studio = await startStudio(home, [await writeStory(home, await slowSample(6))]);
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-run="active"]')).toBeVisible();
  await page.locator('[data-action="pause"]').click();
  await expect(page.locator('[data-run="paused"]')).toBeVisible();
  // What was under way ends, and nothing new starts.
  await expect(page.locator('[data-cell][data-state="running"]')).toHaveCount(0, { timeout: 30_000 });
  const done = await page.locator('[data-cell][data-state="succeeded"]').count();

  await page.keyboard.press('q');
  const queue = page.getByRole('complementary', { name: 'Queue' });
  await expect(queue.locator('[data-queue-cell][data-state="queued"]')).toHaveCount(72 - done);
  await queue.getByRole('button', { name: `Cancel ${last('dawn')}/print` }).click();
  await expect(page.locator(`[data-cell="${last('dawn')}/print"]`)).toHaveAttribute('data-state', 'cancelled');
  await queue.getByRole('button', { name: `Move ${last('sunset')}/plate to the front` }).click();
  await queue.getByRole('button', { name: 'Go on' }).click();
  // Pressed at once, without the wait for a still page that a busy machine makes long: the run has other cells left.
  await queue.getByRole('button', { name: 'Pause' }).dispatchEvent('click');
  await expect(page.locator('[data-run="paused"]')).toBeVisible();
  await page.keyboard.press('q');
  await expect(queue).toBeHidden();
  await expect(page.locator(`[data-cell="${last('sunset')}/plate"]`)).toHaveAttribute('data-state', 'succeeded', {
    timeout: 30_000,
  });

  // By keyboard as well: the selected cell next, and the run goes on. It is one that the run has not come to so far.
  const late = await page.locator('[data-cell$="/plate"][data-state="queued"]').last().getAttribute('data-cell');
  const plate = page.locator(`[data-cell="${late ?? ''}"]`);
  await plate.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('t');
  await page.keyboard.press('Shift+P');
  await expect(page.locator('[data-run="active"]')).toBeVisible();
  await page.keyboard.press('Shift+P');
  await expect(page.locator('[data-run="paused"]')).toBeVisible();
  await expect(plate).toHaveAttribute('data-state', 'succeeded', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Cancel the run' }).click();
  await expect(page.getByText('Run cancelled')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('q');
  await expect(queue.locator('[data-cause="cancelled"]')).toBeVisible();
  await studio.stop();
});

test('a long queue can be looked through to its end', async ({ page }) => {
  const home = await freshFolder('studio');
  const copies = 10;
  const studio = await startStudio(home, [await writeStory(home, await slowSample(copies))]);
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="pause"]').click();
  await expect(page.locator('[data-run="paused"]')).toBeVisible();
  await page.keyboard.press('q');
  const long = page.locator('[data-queue="order"] >> xpath=ancestor::*[@data-long]');
  await expect(long.locator('[data-queue-cell]').first()).toBeVisible();
  // Of more than a hundred cells only those in sight exist.
  expect(await long.locator('[data-queue-cell]').count()).toBeLessThan(40);
  await long.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const last = `night${'-again'.repeat(copies - 1)}/variation`;
  await long.getByRole('button', { name: `Move ${last} to the front` }).click();
  await long.evaluate((element) => element.scrollTo(0, 0));
  await expect(long.locator('[data-queue-cell]').first()).toHaveAttribute('data-queue-cell', last);
  await page.locator('[data-action="cancel"]').first().click();
  await expect(page.getByText('Run cancelled')).toBeVisible({ timeout: 30_000 });
  await studio.stop();
});

test('failures are grouped by cause, and retry takes up exactly what did not get done', async ({ page }) => {
  const home = await freshFolder('studio');
  const shipped = join(sampleFile, '../../templates/local/telar-mini.json');
  const template = JSON.parse(await readFile(shipped, 'utf8')) as object;
  const folder = join(home, 'templates', 'local');
  await mkdir(folder, { recursive: true });
  const other = { ...template, id: 'local/other', endpoint: 'other', folder: 'not-installed', title: 'Other' };
  await writeFile(join(folder, 'other.json'), JSON.stringify(other));
  const story = JSON.parse(await readFile(sampleFile, 'utf8')) as { settings?: object; units: { cells?: object }[] };
  story.settings = { on_error: 'continue' };
  for (const unit of story.units.slice(0, 2)) unit.cells = { plate: { model: 'local/other' } };
  const studio = await startStudio(home, [await writeStory(home, story)]);
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  await page.getByRole('button', { name: 'Show the queue' }).last().click();
  const queue = page.getByRole('complementary', { name: 'Queue' });
  await expect(queue.locator('[data-action="retry-failed"]')).toBeVisible({ timeout: 60_000 });
  await expect(queue.locator('[data-cause="failure"]')).toHaveCount(1);
  await expect(queue.locator('[data-cause="failure"]')).toContainText('2 cells');
  await expect(queue.locator('[data-cause="blocked"]')).toContainText('4 cells');

  // One of them alone.
  await queue.getByRole('button', { name: 'Retry dawn/plate' }).click();
  await expect(queue.locator('[data-cause="failure"]')).toContainText('1 cell');
  await expect(queue.getByRole('button', { name: /^Retry .*\/plate$/ })).toHaveCount(1);
  await page.locator('[data-action="run"]').click();
  await expect(queue.locator('[data-cause="failure"]')).toContainText('2 cells', { timeout: 60_000 });
  await queue.locator('[data-action="retry-failed"]').click();
  await expect(queue.locator('[data-action="retry-failed"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(6);
  await expect(queue.locator('[data-cause="failure"]')).toContainText('2 cells');
  await studio.stop();
});
