import { expect, openMatrix, runAll, test } from './studio.ts';

test('the gallery lists all takes; stars by mouse and by keys stay after a restart', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await page.getByRole('link', { name: 'Gallery' }).click();
  await expect(page.getByText('No takes yet')).toBeVisible();
  await page.getByRole('link', { name: 'Matrix' }).click();
  await runAll(page);

  await page.getByRole('link', { name: 'Gallery' }).click();
  const takes = page.locator('[data-take]');
  await expect(takes).toHaveCount(12);
  const first = takes.nth(0);
  const second = takes.nth(1);
  const ids = [await first.getAttribute('data-take'), await second.getAttribute('data-take')];
  await first.getByRole('radio', { name: '4 stars' }).click();
  await expect(first.getByRole('radio', { name: '4 stars' })).toBeChecked();

  await second.getByRole('button').first().focus();
  await page.keyboard.press('2');
  await expect(second.getByRole('radio', { name: '2 stars' })).toBeChecked();
  await page.keyboard.press('5');
  await expect(second.getByRole('radio', { name: '5 stars' })).toBeChecked();

  await studio.stop();
  await studio.restart();
  await page.goto(studio.url);
  await page.goto(`${new URL(studio.url).origin}/#/gallery`);
  await expect(page.locator(`[data-take="${ids[0] ?? ''}"]`).getByRole('radio', { name: '4 stars' })).toBeChecked();
  await expect(page.locator(`[data-take="${ids[1] ?? ''}"]`).getByRole('radio', { name: '5 stars' })).toBeChecked();
});
