import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, openMatrix, screens, test } from './studio.ts';

test.use({ colorScheme: 'dark' });

test('a batch is saved as one labelled sheet, by keyboard, in the language of the window', async ({ page, studio }) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await openMatrix(page, studio);
  await page.getByRole('link', { name: 'Generate', exact: true }).click();
  await page.getByText('Manual', { exact: true }).click();
  await page.locator('[data-field="prompt"]').fill('a red house at night');
  await page.locator('[data-action="pictures"]').click();
  await page.getByRole('textbox', { name: 'Number of pictures' }).fill('3');
  await page.keyboard.press('Escape');
  const sheet = page.locator('[data-action="contact-sheet"]');
  await expect(sheet).toHaveCount(0);
  await page.locator('[data-action="generate"]').click();
  await expect(page.locator('[data-picture][data-state="succeeded"]')).toHaveCount(3);

  await sheet.focus();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^[\w-]+-contact-sheet\.png$/);
  const { format, width, height } = await sharp(await readFile(await saved.path())).metadata();
  // Three pictures of 256 pixels in a row, and their captions.
  expect([format, width]).toEqual(['png', 3 * 256 + 2 * 16 + 2 * 32]);
  expect(height).toBeGreaterThan(256 + 2 * 32 + 24);
  await expect(sheet).toBeEnabled();
  await page.screenshot({ path: join(screens, 'contact-sheet-button.png') });
});
