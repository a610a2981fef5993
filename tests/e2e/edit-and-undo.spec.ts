import { expect, openMatrix, runAll, test } from './studio.ts';

test('an edited prompt makes exactly its cell and what depends on it stale; undo takes it back', async ({
  page,
  studio,
}) => {
  await openMatrix(page, studio);
  await runAll(page);
  const plate = page.locator('[data-cell="day/plate"]');
  await plate.click();
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
  await prompt.fill('a purple balloon on the right, mountains during the day, with the sun');
  await prompt.blur();

  await expect(page.locator('[data-cell][data-stale="true"]')).toHaveCount(3);
  await expect(plate).toHaveAttribute('aria-label', /out of date: prompt changed/i);
  await expect(page.locator('[data-cell="day/print"]')).toHaveAttribute('data-stale', 'true');
  await expect(page.locator('[data-cell="dawn/plate"]')).toHaveAttribute('data-stale', 'false');
  await expect(page.locator('[data-action="run"]')).toHaveText('Run 3 cells · free');

  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.locator('[data-cell][data-stale="true"]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+Z');
  await expect(page.locator('[data-action="run"]')).toHaveText('Run 3 cells · free');

  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-cell][data-stale="true"]')).toHaveCount(0, { timeout: 30_000 });
  await page.keyboard.press('Control+Z');
  // The document is as before, so the first takes' recipes count again: the new ones are out of date.
  await expect(page.locator('[data-cell][data-stale="true"]')).toHaveCount(3);
});

test('unsaved changes survive a killed host, and saving writes the file', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await page.locator('[data-cell="night/plate"]').click();
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
  await prompt.fill('a red house in the snow at night, with stars');
  await prompt.blur();
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeVisible();
  // The recovery copy is written two seconds after the last edit.
  await expect(page.locator('[data-save-status="kept"]')).toBeVisible();
  // A window that stays open would come back by itself; this is a new one.
  await page.goto('about:blank');
  await studio.stop('SIGKILL');
  await studio.restart();
  await page.goto(studio.url);
  await page.locator('[data-dialog="recovery"] [data-choice="restore"]').click();
  await page.locator('[data-cell="night/plate"]').click();
  await expect(prompt).toHaveValue('a red house in the snow at night, with stars');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('img', { name: 'Unsaved changes' })).toBeHidden();
});
