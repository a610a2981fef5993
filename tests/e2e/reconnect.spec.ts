import { expect, openMatrix, test } from './studio.ts';

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
  studio,
}) => {
  await openMatrix(page, studio);
  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-cell="day/plate"]')).toHaveAttribute('data-state', 'running');
  await studio.stop('SIGKILL');
  await studio.restart();
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(12);
  await expect(page.locator('[data-cell="dawn/plate"]')).toHaveAttribute('data-state', 'succeeded');
  await expect(page.getByText(/The last run was interrupted/)).toBeVisible();
  await page.getByRole('button', { name: /Run the remaining \d+/ }).click();
  await expect(page.locator('[data-cell][data-state="succeeded"][data-stale="false"]')).toHaveCount(12, {
    timeout: 60_000,
  });
});
