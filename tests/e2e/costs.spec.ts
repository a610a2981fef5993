import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { atRest, seriousIssues } from './looks.ts';
import { expect, filmStory, screens, startStudio, test, writeStory, type Studio } from './studio.ts';

/** Two pictures of each scene, the second ordered twice and delivered once. */
const pictures = {
  ...filmStory,
  settings: { on_error: 'continue' },
  layers: [
    filmStory.layers[0],
    {
      name: 'poster',
      asset_type: 'image',
      model: 'replicate/black-forest-labs/flux-schnell',
      parameters: { prompt: 'a poster like {{layers.still.path}}', output_format: 'png', num_outputs: 2 },
    },
  ],
};

async function open(page: Page, fake: FakeReplicate, env: Record<string, string> = {}): Promise<Studio> {
  const home = await freshFolder('costs');
  const access = { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
  const studio = await startStudio(home, [await writeStory(home, pictures)], { ...access, ...env });
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]').first()).toBeVisible();
  return studio;
}

async function run(page: Page): Promise<void> {
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="confirm"]').click();
}

async function show(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
}

test('a new user sees why the page is empty', async ({ page, studio }) => {
  await page.goto(studio.url);
  await show(page, 'Costs');
  await expect(page.getByRole('heading', { name: 'Nothing was inferred yet' })).toBeVisible();
  await expect(page.locator('[data-period="day"]')).toContainText('$0.00');
  expect(await seriousIssues(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go to the matrix' }).click();
  await expect(page.locator('[data-cell]').first()).toBeVisible();
});

test('paid runs show as sums, charts and history, in both themes; a reset begins anew', async ({ page }) => {
  const fake = await startFakeReplicate();
  // One of the pictures fails at the provider, with a key in what it says.
  fake.outcome = ({ prompt }) =>
    prompt === 'a cliff at noon'
      ? { status: 'failed', error: 'bad input, key r8_0123456789abcdef was used' }
      : { status: 'succeeded' };
  const studio = await open(page, fake);
  await run(page);
  await expect(page.locator('[data-cell="harbour/poster"][data-state="succeeded"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-spent-today]')).toContainText('Today $0.0');
  await page.locator('[data-spent-today]').click();
  for (const chart of ['days', 'models', 'drift']) {
    await expect(page.locator(`[data-chart="${chart}"] .recharts-bar-rectangle path`).first()).toBeVisible();
  }
  await expect(page.locator('[data-total="harbour"]')).toContainText('story');
  await expect(page.locator('[data-inference]')).toHaveCount(3);

  await page.getByRole('combobox', { name: 'Group by' }).selectOption('layer');
  await expect(page.locator('[data-total="poster"]')).toBeVisible();
  await page.locator('[data-chart="days"] label', { hasText: 'Model' }).click();
  await expect(page.locator('[data-chart="days"]')).toContainText('flux-schnell');

  await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
  await expect(page.locator('[data-inference]')).toHaveCount(1);
  await page.locator('[data-inference="failed"]').click();
  const drawer = page.getByRole('dialog', { name: 'cliff/still' });
  await expect(drawer).toContainText('a cliff at noon');
  await expect(drawer).toContainText('Provider request');
  await expect(drawer).not.toContainText('r8_0123');
  await atRest(page);
  await page.screenshot({ path: resolve(screens, 'costs-drawer-dark-en.png') });
  expect(await seriousIssues(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'State' }).selectOption('');

  const download = page.waitForEvent('download');
  await page.locator('[data-action="export-costs"]').click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.split('\r\n').filter((line) => line.includes(',replicate,'))).toHaveLength(3);

  for (const theme of ['Light', 'Dark']) {
    await show(page, 'Settings');
    await page.getByText(theme, { exact: true }).click();
    await atRest(page);
    await page.screenshot({ path: resolve(screens, `costs-settings-${theme.toLowerCase()}-en.png`) });
    expect({ theme, issues: await seriousIssues(page) }).toEqual({ theme, issues: [] });
    await show(page, 'Costs');
    await expect(page.locator('[data-chart="days"]')).toBeVisible();
    await page.mouse.move(0, 0);
    await atRest(page);
    expect({ theme, issues: await seriousIssues(page) }).toEqual({ theme, issues: [] });
    await page.screenshot({ path: resolve(screens, `costs-charts-${theme.toLowerCase()}-en.png`) });
    await page.locator('[data-inference]').last().scrollIntoViewIfNeeded();
    await page.screenshot({ path: resolve(screens, `costs-history-${theme.toLowerCase()}-en.png`) });
  }

  await page.locator('[data-action="reset-costs"]').click();
  await page.locator('[data-action="confirm-reset"]').click();
  await expect(page.getByText('Nothing was paid yet')).toBeVisible();
  await expect(page.locator('[data-inference]')).toHaveCount(3);
  await studio.stop();
  await fake.close();
});

test('the limit of a day, set in the settings, refuses the run before its first request; an alert is told', async ({
  page,
}) => {
  const fake = await startFakeReplicate();
  const studio = await open(page, fake);
  await show(page, 'Settings');
  const limit = page.getByRole('textbox', { name: 'Limit per day (US$)' });
  await limit.fill('0.01');
  await limit.press('Enter');
  const alert = page.getByRole('textbox', { name: 'Alert per week (US$)' });
  await alert.fill('0.002');
  await alert.press('Enter');
  await show(page, 'Matrix');
  await run(page);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('of the limit of the day is left');
  expect(fake.submissions).toBe(0);
  await page.keyboard.press('Escape');

  await show(page, 'Settings');
  await limit.fill('5');
  await limit.press('Enter');
  await show(page, 'Matrix');
  await run(page);
  await expect(page.getByText('This week has cost $0.00')).toBeVisible({ timeout: 30_000 });
  await show(page, 'Costs');
  await expect(page.locator('[data-period="day"]')).toContainText('of $5.00');
  await expect(page.locator('[data-period="week"]')).toContainText('You are told at $0.002');
  await studio.stop();
  await fake.close();
});

test('with TELAR_COSTS=off nothing is kept or shown but the history', async ({ page }) => {
  const fake = await startFakeReplicate();
  const studio = await open(page, fake, { TELAR_COSTS: 'off' });
  await run(page);
  await expect(page.locator('[data-cell="harbour/poster"][data-state="succeeded"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-spent-today]')).toHaveCount(0);
  await show(page, 'Costs');
  await expect(page.getByText('Costs are not kept')).toBeVisible();
  await expect(page.locator('[data-inference]')).toHaveCount(4);
  await expect(page.locator('[data-period]')).toHaveCount(0);
  await studio.stop();
  await fake.close();
});
