import { expect, openMatrix, test } from './studio.ts';

test('everything by keyboard: shortcut sheet, palette, moving, running', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByText('Run what is out of date')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search for a command…').fill('gallery');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/gallery/);
  await page.goBack();

  await page.locator('[data-cell="dawn/plate"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-cell="dawn/variation"]')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-cell="day/variation"]')).toBeFocused();

  await page.keyboard.press('Control+Enter');
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(12, { timeout: 60_000 });
  await page.keyboard.press('3');
  await expect(page.getByRole('radiogroup').getByRole('radio', { name: '3 stars' }).first()).toBeChecked();
});
