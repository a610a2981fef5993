import { expect, openMatrix, test } from './studio.ts';

test('language and theme change at once and stay', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('combobox').selectOption({ label: 'Español' });
  await expect(page.getByRole('heading', { name: 'Ajustes' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.locator('[data-action="run"]')).toHaveText('Ejecutar 12 celdas · gratis');
  await page.getByText('Claro', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');

  await studio.stop();
  await studio.restart();
  await page.goto(studio.url);
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('how long the history is kept is set like the limits; what cannot be is not taken', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await page.getByRole('link', { name: 'Settings' }).click();
  const days = page.getByRole('textbox', { name: 'Keep for days' });
  await days.fill('0');
  await days.press('Enter');
  await expect(page.getByText('Type a whole number from 1 to 3650.')).toBeVisible();
  await days.fill('30');
  await days.press('Enter');
  await page.getByRole('textbox', { name: 'Keep at most (inferences)' }).fill('5 000');
  await page.keyboard.press('Tab');
  await page.reload();
  await expect(days).toHaveValue('30');
  await expect(page.getByRole('textbox', { name: 'Keep at most (inferences)' })).toHaveValue('5000');
});

test.describe('a Spanish browser', () => {
  test.use({ locale: 'es-ES' });
  test('gets Spanish without asking', async ({ page, studio }) => {
    await openMatrix(page, studio);
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
    await expect(page.locator('[data-action="run"]')).toHaveText('Ejecutar 12 celdas · gratis');
  });
});

test.describe('a French browser', () => {
  test.use({ locale: 'fr-FR' });
  test('gets English', async ({ page, studio }) => {
    await openMatrix(page, studio);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});
