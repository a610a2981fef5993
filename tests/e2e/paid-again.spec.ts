import type { Page } from '@playwright/test';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder, telar } from '../telar-process.ts';
import { look, lookInBothThemes, setLook } from './looks.ts';
import { expect, startStudio, test, type Studio } from './studio.ts';

const flux = 'replicate/black-forest-labs/flux-schnell';
const order = ['generate', 'a red house by the sea', '--model', flux, '--mode', 'manual', '--seed', '7', '--yes'];

/** A studio on a generation of two pictures, of which the second has failed. */
async function openHalfDone(page: Page, fake: FakeReplicate, hasKey = true): Promise<Studio> {
  const home = await freshFolder('paid-again');
  const env = { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
  fake.outcome = ({ seed }) => (seed === 7 ? { status: 'succeeded' } : { status: 'failed', error: 'no' });
  await telar([...order, '--batch', '2', '--json'], { home, env });
  fake.outcome = () => ({ status: 'succeeded' });
  const studio = await startStudio(home, [], hasKey ? env : {});
  await page.goto(studio.url);
  await page.getByRole('link', { name: 'Generate', exact: true }).click();
  await page.locator('[data-generation]').first().click();
  return studio;
}

test('a paid picture is made once more, and the rest of its batch, after a yes to the price only', async ({ page }) => {
  const fake = await startFakeReplicate();
  const studio = await openHalfDone(page, fake);
  const dialog = page.locator('[data-dialog="confirm-generation"]');
  const made = page.locator('[data-picture][data-state="succeeded"]');
  expect(fake.submissions).toBe(2);

  await page.locator('[data-action="resume-generation"]').click();
  await expect(page.getByRole('dialog', { name: 'Make the missing picture?' })).toBeVisible();
  await expect(dialog.locator('[data-price]')).toHaveText('$0.003');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-action="resume-generation"]')).toBeFocused();
  expect(fake.submissions).toBe(2);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Generate for $0.003' }).click();
  await expect(made).toHaveCount(2, { timeout: 30_000 });
  expect(fake.predictions.map(({ input }) => input.seed)).toEqual([7, 8, 8]);

  await made.first().locator('[data-action="again"]').click();
  await expect(page.getByRole('dialog', { name: 'Make this picture once more?' })).toBeVisible();
  await expect(dialog.locator('[data-prompt]')).toHaveText('a red house by the sea');
  await lookInBothThemes(page, 'generate-again');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(made.first().locator('[data-action="again"]')).toBeFocused();
  expect(fake.submissions).toBe(3);
  await page.keyboard.press('Enter');
  await expect(dialog.locator('[data-action="confirm-generation"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(made).toHaveCount(1, { timeout: 30_000 });
  await expect(dialog).toHaveCount(0);
  const { seed, ...others } = fake.predictions.at(-1)?.input ?? {};
  expect(fake.submissions).toBe(4);
  expect([7, 8]).not.toContain(seed);
  expect(others).toMatchObject({ prompt: 'a red house by the sea' });
  await studio.stop();
  await fake.close();
});

test('without a key, and beyond the limit of a run, once more says so and submits nothing', async ({ page }) => {
  const fake = await startFakeReplicate();
  const studio = await openHalfDone(page, fake, false);
  const dialog = page.locator('[data-dialog="confirm-generation"]');
  await page.locator('[data-action="again"]').click();
  await dialog.locator('[data-action="confirm-generation"]').click();
  await expect(dialog.getByRole('alert')).toContainText('The provider “replicate” is not set up.');
  await expect(dialog.getByRole('alert')).toContainText('Add its key in the settings');
  await look(page, 'generate-again-no-key');
  await dialog.getByRole('button', { name: 'Open provider settings' }).click();

  const limit = page.getByRole('textbox', { name: 'Limit per run (US$)' });
  await limit.fill('0.002');
  await limit.press('Enter');
  await setLook(page, { language: 'Español', theme: 'Claro', then: 'generate' });
  await page.locator('[data-action="again"]').click();
  await expect(dialog.getByRole('alert')).toContainText('Costaría hasta 0,003');
  await expect(dialog.locator('[data-action="confirm-generation"]')).toBeDisabled();
  await look(page, 'generate-again-limit');
  expect(fake.submissions).toBe(2);
  await studio.stop();
  await fake.close();
});
