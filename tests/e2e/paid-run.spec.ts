import type { Page } from '@playwright/test';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, filmStory, startStudio, test, writeStory, type Studio } from './studio.ts';

const stillsOnly = { ...filmStory, title: 'Two stills', layers: filmStory.layers.slice(0, 1) };

async function open(page: Page, story: object, fake?: FakeReplicate): Promise<Studio> {
  const home = await freshFolder('studio');
  const env: Record<string, string> =
    fake === undefined ? {} : { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
  const studio = await startStudio(home, [await writeStory(home, story)], env);
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]').first()).toBeVisible();
  return studio;
}

test('a paid run asks first; without a key it is refused in plain words, and a rehearsal is one click away', async ({
  page,
}) => {
  const studio = await open(page, filmStory);
  await page.locator('[data-action="run"]').click();
  const dialog = page.getByRole('dialog', { name: 'Run 4 cells?' });
  await expect(dialog.getByRole('row', { name: /seedance-1-lite.*2 \$0\.07/ })).toBeVisible();
  await expect(dialog.getByText('None is set')).toBeVisible();
  await dialog.getByRole('button', { name: 'Run for up to $0.08' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The provider “replicate” is not set up.');
  await expect(dialog.getByRole('alert')).toContainText('Add its key in the settings');
  await expect(dialog.locator('[data-action="confirm"]')).toBeDisabled();
  await dialog.getByRole('button', { name: 'Rehearse instead' }).click();
  await expect(page.locator('[data-cell] [data-badge="rehearsal"]')).toHaveCount(4, { timeout: 60_000 });
  await studio.stop();
});

test('what was confirmed is run and charged once', async ({ page }) => {
  const fake = await startFakeReplicate();
  const studio = await open(page, stillsOnly, fake);
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Run 2 cells?' });
  expect(fake.submissions).toBe(0);
  await dialog.getByRole('button', { name: 'Run for up to $0.006' }).click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(2, { timeout: 30_000 });
  expect(fake.submissions).toBe(2);
  await page.keyboard.press('q');
  await expect(page.getByRole('complementary', { name: 'Queue' })).toContainText('$0.006');
  await studio.stop();
  await fake.close();
});

test('a limit in the settings refuses a dearer run before its first request', async ({ page }) => {
  const fake = await startFakeReplicate();
  const studio = await open(page, stillsOnly, fake);
  await page.getByRole('link', { name: 'Settings' }).click();
  const limit = page.getByRole('textbox', { name: 'Limit per run (US$)' });
  await limit.fill('a lot');
  await expect(page.getByText('Type an amount in dollars')).toBeVisible();
  await limit.fill('0.005');
  await limit.press('Enter');
  await page.getByRole('link', { name: 'Matrix' }).click();
  await page.locator('[data-action="run"]').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('This would cost up to $0.006, but the limit is $0.005.');
  await expect(dialog.locator('[data-action="confirm"]')).toBeDisabled();
  await dialog.getByRole('button', { name: 'Open the settings' }).click();
  await limit.fill('');
  await limit.press('Enter');
  await page.locator('[data-action="run"]').click();
  await expect(dialog.locator('[data-action="confirm"]')).toBeEnabled();
  expect(fake.submissions).toBe(0);
  await studio.stop();
  await fake.close();
});

test('requests whose answers were lost wait for the user: one is found after all, the other is let go', async ({
  page,
}) => {
  // The provider's list is read again after a minute before anything is called unknown.
  const fake = await startFakeReplicate();
  const lost: Record<string, unknown>[] = [];
  fake.faults.create = (input) => {
    if (lost.length >= 2) return null;
    lost.push(input);
    return { kind: 'refused-connection' };
  };
  const studio = await open(page, { ...stillsOnly, settings: { on_error: 'continue' } }, fake);
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="confirm"]').click();
  const harbour = page.locator('[data-cell="harbour/still"]');
  const cliff = page.locator('[data-cell="cliff/still"]');
  await expect(harbour).toContainText(/waiting \d+ s/, { timeout: 30_000 });
  const found = page.locator('[data-job="harbour/still"]');
  const given = page.locator('[data-job="cliff/still"]');
  await expect(found).toContainText('may have been charged', { timeout: 100_000 });
  await expect(given).toBeVisible();
  await expect(harbour).toHaveAttribute('data-state', 'unknown');

  await page.reload();
  await expect(cliff).toHaveAttribute('data-state', 'unknown');
  // The provider's list catches up with what it had accepted.
  const input = lost.find((each) => each.prompt === 'a harbour at dawn') ?? {};
  const accepted = { model: 'black-forest-labs/flux-schnell', input, createdAtMs: Date.now(), readyAtMs: Date.now() };
  const ended = { status: 'succeeded', error: null, outputs: 1, address: null, removed: false } as const;
  fake.predictions.push({ id: 'late0000000000000000000000', ...accepted, ...ended });
  await found.getByRole('button', { name: 'Look again' }).click();
  await expect(found).toBeHidden({ timeout: 30_000 });
  await expect(harbour).toHaveAttribute('data-state', 'succeeded');

  await given.getByRole('button', { name: 'Let it go, counts as charged' }).click();
  await expect(given).toBeHidden();
  await expect(cliff).toHaveAttribute('data-state', 'idle');
  await expect(page.locator('[data-action="run"]')).toHaveText('Run 1 cell · $0.003');
  expect(fake.submissions).toBe(2);
  await studio.stop();
  await fake.close();
});
