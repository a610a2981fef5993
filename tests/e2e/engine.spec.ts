import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { freshFolder } from '../telar-process.ts';
import { expect, startStudio, test, writeStory } from './studio.ts';
import { lookInBothThemes } from './looks.ts';

/** Pictures of this machine: a slow one to watch on its way, and quick ones. */
const story = {
  telar: 1,
  title: 'Three pictures',
  layers: [
    {
      name: 'plate',
      title: 'Plate',
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt: '{{unit.vars.scene}}', steps: 100, seed: 7 },
    },
  ],
  units: [
    { id: 'house', vars: { scene: 'a red house on the left, the sea at night' } },
    {
      id: 'tree',
      vars: { scene: 'a blue tree on the right, mountains at dawn' },
      cells: { plate: { parameters: { steps: 4 } } },
    },
    {
      id: 'boat',
      vars: { scene: 'a white boat on the sea during the day' },
      cells: { plate: { parameters: { steps: 4 } } },
    },
  ],
};

/** A few of the hundred steps fit into it. */
const turnMs = 150;

async function runUnit(page: Page, unit: string): Promise<void> {
  await page.getByRole('link', { name: 'Matrix' }).click();
  await page.locator(`[data-cell="${unit}/plate"]`).click();
  await page.locator('[data-action="run-menu"]').click();
  await page.locator('[data-scope="unit"]').first().click();
  await page.keyboard.press('Escape');
  await page.locator('[data-action="run"]').click();
}

test('a picture comes step by step; its model is seen in memory, let go of, and kept by another strategy', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, story)], { MAX_MODELS_IN_MEMORY: '2' });
  await page.goto(studio.url);
  await page.getByRole('link', { name: 'Engine' }).click();
  await expect(page.locator('[data-engine-state="stopped"]')).toBeVisible();
  await expect(page.getByText('No model is in memory.')).toBeVisible();
  await lookInBothThemes(page, 'engine-stopped');

  await runUnit(page, 'tree');
  await expect(page.locator('[data-cell="tree/plate"][data-state="succeeded"]')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('e');
  const resident = page.locator('[data-resident="telar-mini"]');
  await expect(resident).toContainText('1 run');
  await expect(resident.locator('[data-resident-part="true"]', { hasText: 'unet' })).toBeVisible();
  await expect(page.locator('[data-memory="booked"]')).toBeVisible();
  const models = page.getByRole('textbox', { name: 'Models kept in memory' });
  await expect(models).toHaveValue('2');
  await expect(models).toBeDisabled();
  await expect(page.getByText('Set by MAX_MODELS_IN_MEMORY in the environment.')).toBeVisible();
  await lookInBothThemes(page, 'engine-running');

  const told = await page.getByText(/Process \d+/).textContent();
  const pid = Number(/Process (\d+)/.exec(told ?? '')?.[1]);
  // From here on the engine works in short turns, and stands still in between, so that there is time to look.
  process.kill(pid, 'SIGSTOP');
  try {
    await runUnit(page, 'house');
    const cell = page.locator('[data-cell="house/plate"]');
    const preview = cell.locator('img[src*="preview-"]');
    await expect(async () => {
      process.kill(pid, 'SIGCONT');
      await pause(turnMs);
      process.kill(pid, 'SIGSTOP');
      // Long enough for a busy window to show what the turn has made; the engine stands still meanwhile.
      await expect(preview).toBeVisible({ timeout: 2_000 });
    }).toPass({ intervals: [0], timeout: 30_000 });
    await expect(cell).toContainText(/Step \d+ of 100/);
    await expect(preview).toHaveAttribute('data-loaded', 'true');
    await lookInBothThemes(page, 'engine-preview');
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await expect(page.locator('[data-engine-state="busy"]')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Let go of telar-mini' })).toBeDisabled();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await page.keyboard.press('Control+.');
  await expect(page.locator('[data-engine-state="running"]')).toBeVisible();

  await page.getByRole('button', { name: 'Let go of telar-mini' }).click();
  await expect(resident).toHaveCount(0);
  await page.getByRole('radio', { name: 'The largest part' }).check();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'The largest part' })).toBeChecked();

  await runUnit(page, 'boat');
  await expect(page.locator('[data-cell="boat/plate"][data-state="succeeded"]')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('e');
  await expect(resident).toContainText('The largest part');
  await expect(resident.locator('[data-resident-part="false"]', { hasText: 'vae_decoder' })).toBeVisible();

  await page.locator('[data-action="restart-engine"]').click();
  await page.locator('[data-action="confirm-restart"]').click();
  await expect(page.locator('[data-engine-state="stopped"]')).toBeVisible();
  await expect(resident).toHaveCount(0);
  await studio.stop();
});

test('a model says whether it fits, with the numbers, and no more when the budget is too small', async ({
  page,
  studio,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(studio.url);
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('telar-mini');
  const row = page.locator('[data-model="local/telar-mini"]');
  await expect(row.locator('[data-fit="fits"]')).toContainText(/Needs [\d.]+ MB, available [\d.]+ [MG]B/);
  await row.click();
  await expect(page.locator('[data-fit-of="local/telar-mini"] [data-strategy]')).toHaveCount(3);
  await lookInBothThemes(page, 'engine-fits');

  await page.getByRole('link', { name: 'Engine' }).click();
  const budget = page.getByRole('textbox', { name: 'Memory budget (GB)' });
  await budget.fill('much');
  await expect(page.getByText('Type gigabytes above 0')).toBeVisible();
  const between = page.getByRole('textbox', { name: 'Steps between them' });
  await between.fill('101');
  await expect(page.getByText('Type a whole number from 1 to 100, or leave it empty.')).toBeVisible();
  await between.fill('4');
  await between.press('Enter');
  await page.reload();
  await expect(between).toHaveValue('4');
  await budget.fill('0.05');
  await budget.press('Enter');
  await expect(page.locator('[data-memory="budget"]')).toContainText('50 MB');

  await page.getByRole('link', { name: 'Models' }).click();
  await expect(row.locator('[data-fit="too-big"]')).toBeVisible();
  await row.click();
  await lookInBothThemes(page, 'engine-too-big');
});

test('smaller weights of a model of the user’s own are written from its page, and a shipped model says why not', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const home = await freshFolder('studio');
  const shipped = resolve(import.meta.dirname, '../../resources/models/telar-mini');
  await cp(shipped, join(home, 'models', 'mine'), { recursive: true });
  const studio = await startStudio(home);
  await page.goto(studio.url);
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('local/');
  await page.locator('[data-model="local/mine"]').click();
  const weights = page.locator('[data-section="weights"]');
  await expect(weights.locator('[data-weights="fp32"]')).toContainText('5.4 MB');
  await expect(weights.locator('[data-weights="fp16"]')).toContainText('about 2.8 MB');
  await weights.getByRole('button', { name: 'Write 16 bits (fp16)' }).click();
  await expect(weights.locator('[data-conversion="ended"]')).toContainText(/is written: 2\.\d MB in place of 5\.4 MB/);
  await expect(weights.getByRole('button', { name: 'Write again: 16 bits (fp16)' })).toBeEnabled();
  await expect(weights.locator('[data-weights="fp16"]')).not.toContainText('about');
  await weights.scrollIntoViewIfNeeded();
  await lookInBothThemes(page, 'model-weights');

  await page.locator('[data-model="local/telar-mini"]').click();
  await expect(weights).toContainText('This model ships with Telar, and its files stay as they are.');
  await expect(weights.getByRole('button')).toHaveCount(0);
  await studio.stop();
});
