import { expect, openMatrix, test } from './studio.ts';

test('find walks through the matches; the palette finds things; keys are chosen and kept', async ({ page, studio }) => {
  await openMatrix(page, studio);

  await page.locator('[data-cell="dawn/plate"]').click();
  await page.keyboard.press('Control+f');
  const search = page.getByRole('search');
  const field = search.getByRole('textbox');
  await expect(field).toBeFocused();
  await field.fill('at night');
  await expect(search.locator('mark')).toHaveText('at night');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-inspector="night/plate"]')).toBeVisible();
  await expect(search.getByText('1 of 1')).toBeVisible();
  await field.fill('sunset');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(search.getByText('1 of 2')).toBeVisible();
  await field.fill('zeppelin');
  await expect(search.getByText('Nothing in this document holds these words.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await expect(page.locator('[data-cell="sunset/plate"]')).toBeFocused();

  // The palette: fuzzy, cells too, with the reason why something cannot be done now, and what was used last first.
  await page.keyboard.press('Control+k');
  const palette = page.getByPlaceholder('Search for a command…');
  await palette.fill('undo');
  await expect(page.locator('[data-command="undo"]')).toContainText('there is no such step');
  await palette.fill('night/print');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-inspector="night/print"]')).toBeVisible();
  await page.keyboard.press('Control+k');
  await palette.fill('gttg');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/gallery/);
  await page.keyboard.press('Control+k');
  await expect(page.locator('[data-command]').first()).toHaveAttribute('data-command', 'goGallery');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  // A chord of another command is taken over; the window and a new one know it.
  await page.keyboard.press('s');
  await page.getByRole('textbox', { name: 'Search for a command…' }).fill('gallery');
  const row = page.locator('[data-shortcut="goGallery"]');
  await row.getByRole('button', { name: /Add keys/ }).click();
  await page.keyboard.press('o');
  await expect(row.getByRole('alert')).toContainText('Go to the models');
  await row.getByRole('button', { name: 'Take it over' }).click();
  await expect(row.locator('[data-chord="o"]')).toBeVisible();
  await row.getByRole('button', { name: /Add keys/ }).click();
  await page.keyboard.press('Control+Alt+g');
  await expect(row.locator('[data-chord="mod+alt+g"]')).toBeVisible();
  await page.reload();
  // Keys mean something once the window knows what they mean to this user.
  await expect(row.locator('[data-chord="o"]')).toBeVisible();
  await page.locator('#page').focus();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/#\/gallery/);
  await page.keyboard.press('m');
  await page.keyboard.press('Control+Alt+g');
  await expect(page).toHaveURL(/#\/gallery/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Go to the gallery' })).toContainText(
    'O',
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.locator('[data-action="reset-shortcuts"]').click();
  await expect(page.locator('[data-shortcut="goModels"] [data-chord="o"]')).toBeVisible();
  await expect(page.locator('[data-action="reset-shortcuts"]')).toBeDisabled();
});
