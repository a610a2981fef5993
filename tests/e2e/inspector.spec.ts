import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { atRest, picture, seriousIssues, setLook } from './looks.ts';
import { expect, openMatrix, screens, test } from './studio.ts';

/** A 1 x 1 PNG. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const field = (page: Page, name: string): Locator => page.locator(`[data-inspector] [data-parameter="${name}"]`);
const steps = (page: Page): Locator => page.getByRole('textbox', { name: 'Steps', exact: true });
const undo = (page: Page, what: string): Locator => page.getByRole('button', { name: `Undo: ${what}` });

test('a placeholder is completed with keys, shows its value, and says what is wrong', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await page.locator('[data-cell="day/plate"]').click();
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
  const becomes = field(page, 'prompt').locator('[data-preview]');
  await prompt.fill('a ');
  await prompt.pressSequentially('{{acc');
  await expect(page.getByRole('option', { name: 'unit.vars.accent red' })).toHaveAttribute('aria-selected', 'true');
  await prompt.press('Enter');
  await expect(prompt).toHaveValue('a {{unit.vars.accent}}');
  await prompt.pressSequentially(' boat {{un');
  await page.getByRole('listbox').waitFor();
  for (let presses = 0; presses < 2; presses++) await prompt.press('ArrowDown');
  await prompt.press('Tab');
  await expect(becomes).toHaveText('Becomes a red boat left');
  await prompt.press('Control+Enter');
  await expect(undo(page, 'Change Prompt of day/plate')).toBeEnabled();
  await expect(field(page, 'prompt').locator('[data-origin="own"]')).toBeVisible();

  await prompt.fill('a {{unit.vars.acent}} boat');
  await expect(becomes).toContainText('There is no variable “acent”.');
  await becomes.getByRole('button', { name: 'Did you mean {{unit.vars.accent}}?' }).click();
  await expect(becomes).toHaveText('Becomes a red boat');
  await prompt.fill('like {{layers.print.path}}');
  await expect(becomes).toContainText(
    'These cells wait for each other: day/plate → day/print → day/variation → day/plate',
  );
  // The list closes first, then what was typed goes, and only then the selection.
  await prompt.pressSequentially(' {{');
  await expect(page.getByRole('option', { name: 'unit.vars.accent' })).toBeVisible();
  // They wait for this cell themselves, so they are not offered.
  await expect(page.getByRole('option', { name: /^layers\b/ })).toHaveCount(0);
  await prompt.press('Escape');
  await expect(prompt).toHaveValue('like {{layers.print.path}} {{');
  await prompt.press('Escape');
  await expect(prompt).toHaveValue('a {{unit.vars.accent}} boat {{unit.vars.position}}');

  await field(page, 'prompt').getByRole('button', { name: 'Reset Prompt to the column’s value' }).click();
  await expect(prompt).toHaveValue(/^a \{\{unit\.vars\.colour\}\} lighthouse/);
});

test('sliders, seeds, columns, several cells and files', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await page.locator('[data-cell="day/plate"]').click();

  await page.getByRole('slider', { name: 'Steps, slider' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(steps(page)).toHaveValue('21');
  await steps(page).fill('400');
  await steps(page).press('Enter');
  await expect(field(page, 'steps')).toContainText('At most 100.');
  await steps(page).press('Escape');
  await expect(steps(page)).toHaveValue('21');
  await field(page, 'steps').getByRole('button', { name: 'Set Steps for the whole column' }).click();
  await expect(field(page, 'steps').locator('[data-origin="column"]')).toBeAttached();

  const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
  await expect(seed).toHaveValue('11');
  await field(page, 'seed').getByRole('button', { name: 'Draw a seed' }).click();
  await expect(seed).not.toHaveValue('11');
  await field(page, 'seed')
    .getByRole('button', { name: /^Reset Seed/ })
    .click();
  await expect(seed).toHaveValue('11');
  const lock = field(page, 'seed').getByRole('button', { name: 'Seed locked' });
  // For this cell alone, though the column fixes it.
  await lock.click();
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  await expect(field(page, 'seed').locator('[data-origin="own"]')).toBeVisible();
  await expect(field(page, 'seed')).not.toContainText('number');
  await page.locator('[data-cell="night/plate"]').click();
  await expect(seed).toHaveValue('11');
  await page.locator('[data-cell="day/plate"]').click();
  await expect(seed).toHaveValue('');
  await field(page, 'seed')
    .getByRole('button', { name: /^Reset Seed/ })
    .click();
  await expect(seed).toHaveValue('11');
  await page.getByRole('radiogroup', { name: 'What changes are for' }).getByText('All of Plate').click();
  await lock.click();
  await expect(lock).toHaveAttribute('aria-pressed', 'false');
  await expect(seed).toHaveAttribute('placeholder', 'drawn for each run');
  await page.locator('[data-cell="night/plate"]').click();
  await expect(seed).toHaveValue('');
  await expect(steps(page)).toHaveValue('21');
  await lock.click();
  await expect(seed).toHaveValue(/^\d+$/);

  for (const unit of ['day', 'dawn']) {
    await page.locator(`[data-cell="${unit}/plate"]`).click({ modifiers: ['Control'] });
  }
  const panel = page.getByRole('complementary', { name: '3 cells' });
  await expect(field(page, 'seed')).toHaveAttribute('data-mixed', 'true');
  await steps(page).fill('9');
  await steps(page).press('Enter');
  await expect(undo(page, 'Change Steps of 3 cells')).toBeEnabled();
  await panel.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Unlock' })).toBeVisible();
  await picture(page, 'inspector-cells');
  await undo(page, 'Lock 3 cells').click();
  await undo(page, 'Change Steps of 3 cells').click();
  await expect(steps(page)).toHaveValue('21');
  await page.keyboard.press('Escape');

  await page.locator('[data-cell="day/print"]').click();
  const image = page.getByRole('textbox', { name: 'Picture', exact: true });
  await page.locator('[data-inspector] [data-chooser]').setInputFiles({
    name: 'pixel.png',
    mimeType: 'image/png',
    buffer: pixel,
  });
  await expect(image).toHaveValue(/^inputs\/.*\.png$/);
  await expect(field(page, 'image').locator('[data-source="picture"] img')).toHaveJSProperty('naturalWidth', 1);
  await field(page, 'image').getByRole('button', { name: 'Choose where the file comes from' }).click();
  await page.getByRole('menuitem', { name: 'prev_unit.layers.plate' }).click();
  await expect(image).toHaveValue('{{prev_unit.layers.plate.path}}');
});

test('a take’s recipe is compared and used again; rows, columns and the document have a panel', async ({
  page,
  studio,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openMatrix(page, studio);
  await page.locator('[data-cell="day/plate"]').click();
  const panel = page.locator('[data-inspector="day/plate"]');
  const chip = page.locator('[data-cell="day/plate"][data-state="succeeded"][data-stale="false"]');
  await panel.getByRole('button', { name: 'Run this cell' }).click();
  await expect(chip).toBeVisible({ timeout: 30_000 });
  await steps(page).fill('4');
  await steps(page).press('Enter');
  await expect(panel.locator('[data-differences]')).toContainText('Steps204');
  await panel.getByRole('button', { name: 'Run this cell' }).click();
  await expect(panel.locator('[data-take]')).toHaveCount(2, { timeout: 30_000 });
  await expect(chip).toBeVisible();
  const older = panel.locator('[data-take]').last();
  await expect(older).toContainText('Differs in Steps');
  await older.locator('summary').click();
  await expect(older.getByRole('table')).toContainText('Steps420');
  for (const { language, themes, code } of [
    { language: 'English', themes: ['Dark', 'Light'], code: 'en' },
    { language: 'Español', themes: ['Oscuro', 'Claro'], code: 'es' },
  ]) {
    for (const [index, theme] of themes.entries()) {
      await setLook(page, { language, theme });
      await page.locator('[data-parameter="prompt"]').scrollIntoViewIfNeeded();
      await atRest(page);
      await page.screenshot({ path: resolve(screens, `inspector-${index === 0 ? 'dark' : 'light'}-${code}.png`) });
      if (code === 'en') expect(await seriousIssues(page, '[data-inspector]')).toEqual([]);
    }
  }
  await setLook(page, { language: 'English', theme: 'Dark' });
  await older.locator('summary').click();
  await older.getByRole('button', { name: 'Use these parameters again' }).click();
  await expect(undo(page, 'Use a take’s parameters in day/plate')).toBeEnabled();
  await expect(steps(page)).toHaveValue('');

  await panel.locator('[data-action="inspect-layer"]').click();
  const column = page.getByRole('complementary', { name: 'Layer Plate' });
  await column.getByRole('textbox', { name: 'Title' }).fill('Base');
  await column.getByRole('textbox', { name: 'Title' }).press('Enter');
  await expect(page.getByRole('complementary', { name: 'Layer Base' })).toBeVisible();
  await page.locator('[data-cell="day/plate"]').click();
  await page.locator('[data-action="inspect-unit"]').click();
  const row = page.getByRole('complementary', { name: 'Unit Day' });
  await row.getByRole('textbox', { name: 'accent' }).fill('blue');
  await row.getByRole('textbox', { name: 'accent' }).press('Enter');
  await expect(undo(page, 'Change accent of Day')).toBeEnabled();
  await row.getByRole('button', { name: 'Close the inspector' }).click();
  await expect(row).toBeHidden();
  await page.locator('body').press('i');
  const document = page.getByRole('complementary', { name: 'Document' });
  await document.getByRole('textbox', { name: 'Limit per run (US$)' }).fill('2.5');
  await document.getByRole('textbox', { name: 'Limit per run (US$)' }).press('Enter');
  await expect(undo(page, 'Change how the document runs')).toBeEnabled();
  await page.getByRole('separator', { name: 'Width of the inspector' }).press('ArrowLeft');
  expect(await seriousIssues(page, '[data-inspector]')).toEqual([]);
  await page.locator('body').press('i');
  await expect(document).toBeHidden();
});
