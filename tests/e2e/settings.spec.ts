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
