import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { seriousIssues } from './looks.ts';
import { expect, openMatrix, screens, test, type Studio } from './studio.ts';

const total = (page: Page): Locator => page.locator('[data-total]');
const axis = (page: Page, name: string): Locator => page.locator(`[data-axis="${name}"]`);

/** The Generate page with a prompt, its menu of axes open; all of it by keyboard from there on. */
async function openAxes(
  page: Page,
  studio: Studio,
  say: { page: string; mode: string; named: string; prompt: string },
): Promise<void> {
  await openMatrix(page, studio);
  await page.getByRole('link', { name: say.page, exact: true }).click();
  await page.getByText(say.mode, { exact: true }).click();
  await page.locator('[data-field="prompt"]').fill(say.prompt);
  await page.locator('[data-action="pictures"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[aria-expanded="true"][data-action="pictures"]')).toBeVisible();
  await expect(page.locator('[data-field="pictures"]')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: say.named })).toBeChecked();
}

/** Adds an axis; the field of its values then has the focus. */
async function addAxis(page: Page): Promise<void> {
  await page.locator('[data-action="add-axis"]').focus();
  await page.keyboard.press('Enter');
}

test.describe('in English', () => {
  test.use({ colorScheme: 'dark' });

  test('two axes typed by keyboard: an error is read and mended, four pictures are made and stand on a sheet by their values', async ({
    page,
    studio,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await openAxes(page, studio, {
      page: 'Generate',
      mode: 'Manual',
      named: 'Values you name',
      prompt: 'a red house at night',
    });

    await addAxis(page);
    await expect(page.getByRole('textbox', { name: 'Values of Steps' })).toBeFocused();
    await page.keyboard.type('2, 400');
    await expect(axis(page, 'steps').getByRole('alert')).toHaveText('400 is too large: the model takes 100 at most.');
    await expect(total(page)).toHaveText('2 pictures');
    await page.screenshot({ path: join(screens, 'batch-axes-error-dark-en.png') });

    // To start leads back to what is wrong, and makes nothing.
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-action="pictures"]')).toHaveText('Axes to correct');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('textbox', { name: 'Values of Steps' })).toBeFocused();
    await expect(page.locator('[data-picture]')).toHaveCount(0);
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await expect(axis(page, 'steps').locator('[data-chips] li')).toHaveText(['2', '4']);

    await addAxis(page);
    await page.keyboard.type('1..3/2');
    await expect(axis(page, 'cfg').locator('[data-chips] li')).toHaveText(['1', '3']);
    await expect(total(page)).toHaveText('2 × 2 = 4 pictures, free');
    expect(await seriousIssues(page)).toEqual([]);
    await page.screenshot({ path: join(screens, 'batch-axes-dark-en.png') });

    await page.keyboard.press('Escape');
    await expect(page.locator('[data-action="generate"]')).toHaveText('Generate 4 pictures');
    await page.keyboard.press('Control+Enter');
    const made = page.locator('[data-picture][data-state="succeeded"]');
    await expect(made).toHaveCount(4);
    for (const [place, label] of ['Steps 2', 'Steps 2', 'Steps 4', 'Steps 4'].entries()) {
      await expect(made.nth(place)).toContainText(label);
      await expect(made.nth(place)).toContainText(place % 2 === 0 ? 'CFG 1' : 'CFG 3');
    }

    const sheet = page.locator('[data-action="contact-sheet"]');
    await sheet.focus();
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const file = join(screens, 'batch-axes-sheet.png');
    await (await download).saveAs(file);
    const { width, height } = await sharp(file).metadata();
    // Two rows of two pictures of 256 pixels, with heads beside the rows and above the columns.
    expect(width).toBeGreaterThan(2 * 256 + 16 + 2 * 32);
    expect(height).toBeGreaterThan(2 * 256 + 16 + 2 * 32);
    await page.screenshot({ path: join(screens, 'batch-axes-made-dark-en.png') });
  });
});

test.describe('in Spanish', () => {
  test.use({ colorScheme: 'light', locale: 'es-ES' });

  test('advised pictures vary in the weight of a LoRA; too many are told, and the question says what varies', async ({
    page,
    studio,
  }) => {
    await page.setViewportSize({ width: 1100, height: 700 });
    const prompt = 'una casa roja junto al mar, neón';
    await openAxes(page, studio, { page: 'Generar', mode: 'Asistido', named: 'Valores que indicas', prompt });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('[data-lora-card="neon"]')).toBeVisible();
    await page.locator('[data-action="pictures"]').focus();
    await page.keyboard.press('Enter');

    await addAxis(page);
    await axis(page, 'steps').getByRole('combobox', { name: 'Qué varía' }).selectOption('Peso de neon');
    await page.getByRole('textbox', { name: 'Valores de Peso de neon' }).focus();
    await page.keyboard.type('0..1/3');
    await expect(axis(page, 'strength:neon').locator('[data-chips] li')).toHaveText(['0', '0,5', '1']);
    await addAxis(page);
    await page.keyboard.type('1..50/50');
    await addAxis(page);
    await page.keyboard.type('2, 3');
    await expect(total(page)).toHaveText('3 × 50 × 2 = 300 imágenes son demasiadas: un lote tiene 256 como máximo.');
    expect(await seriousIssues(page)).toEqual([]);
    await page.screenshot({ path: join(screens, 'batch-axes-small-light-es.png') });

    await axis(page, 'steps').locator('[data-action="remove-axis"]').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-action="add-axis"]')).toBeFocused();
    await expect(total(page)).toHaveText(/^3 × 2 = 6 imágenes, unos .+, gratis$/);
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: '¿Generar estas 6 imágenes?' });
    await expect(dialog).toContainText('3 × 2 = 6 imágenes con telar-mini');
    await expect(dialog.locator('[data-varied] > *')).toHaveText([
      'LoRA neon 0 · LoRA neon 0,5 · LoRA neon 1',
      'CFG 2 · CFG 3',
    ]);
    await expect(dialog.locator('[data-action="confirm-generation"]')).toHaveText('Generar 6 imágenes');
    await expect(dialog.locator('[data-action="confirm-generation"]')).toBeFocused();
    expect(await seriousIssues(page)).toEqual([]);
    await page.screenshot({ path: join(screens, 'batch-axes-confirm-light-es.png') });
  });
});
