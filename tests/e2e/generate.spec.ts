import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { seriousIssues } from './looks.ts';
import { expect, openMatrix, screens, test, type Studio } from './studio.ts';

test.use({ colorScheme: 'dark' });

/** Two styles of the LoRAs that ship with Telar; they exclude each other. */
const twoStyles = 'a red house by the sea, neon, pastel';

const prompt = (page: Page): Locator => page.locator('[data-field="prompt"]');
const card = (page: Page, lora: string): Locator => page.locator(`[data-lora-card="${lora}"]`);
const made = (page: Page): Locator => page.locator('[data-picture][data-state="succeeded"]');

async function openGenerate(page: Page, studio: Studio, name = 'Generate'): Promise<void> {
  await openMatrix(page, studio);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(prompt(page)).toBeVisible();
}

/** The four shown part-scores and the shown total of a card, in hundredths. */
async function hundredths(scores: Locator): Promise<{ parts: number; total: number }> {
  const numbers = (texts: string[]): number[] => texts.map((text) => Math.round(Number(text) * 100));
  const parts = numbers(await scores.locator('dl [data-score] dd').allTextContents());
  const [total = Number.NaN] = numbers(await scores.locator('[data-total-score]').allTextContents());
  expect(parts).toHaveLength(4);
  return { parts: parts.reduce((sum, part) => sum + part, 0), total };
}

/** Presses of Tab after which something is taken to be out of reach. */
const farthest = 60;

async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let count = 0; count < farthest; count += 1) {
    if (await target.evaluateAll((all) => all.some((each) => each === document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${String(target)}`);
}

test('assisted: scores that add up, a conflict, a rejection that is recorded; five ratings change the order and the panel says why', async ({
  page,
  studio,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openGenerate(page, studio);
  await page.locator('[data-action="advise"]').click();
  await expect(page.getByText('Write what the picture should show first.')).toBeVisible();
  await expect(prompt(page)).toBeFocused();

  await page.keyboard.type(twoStyles);
  await expect(page.locator('mark[data-family="subject"]').filter({ hasText: 'house' })).toBeAttached();
  await page.locator('[data-action="advise"]').click();
  const cards = page.locator('[data-lora-card]');
  await expect(cards).toHaveCount(1);
  const first = (await cards.first().getAttribute('data-lora-card')) ?? '';
  const second = first === 'neon' ? 'pastel' : 'neon';
  const { parts, total } = await hundredths(cards.first());
  expect(parts).toBe(total);
  await expect(page.locator('[data-conflict]')).toHaveCount(1);
  await expect(page.locator(`[data-conflict="${second}"]`)).toHaveAttribute('data-in-use', 'false');
  await page.screenshot({ path: resolve(screens, 'generate-advice-dark-en.png') });
  expect(await seriousIssues(page)).toEqual([]);

  // The user thinks otherwise: the first is rejected, the other one taken.
  await card(page, first).locator('[data-action="reject-lora"]').click();
  await page.locator('[data-action="show-rejected"]').click();
  await expect(page.locator(`[data-rejected-lora="${first}"]`)).toContainText('You have rejected it.');
  await page.locator(`[data-rejected-lora="${second}"] [data-action="take-lora"]`).click();
  await expect(card(page, second)).toContainText('Your choice');
  await page.locator('[data-action="pictures"]').click();
  await page.getByRole('textbox', { name: 'Number of pictures' }).fill('5');
  await page.keyboard.press('Escape');

  await page.locator('[data-action="review"]').click();
  const dialog = page.getByRole('dialog', { name: 'Generate these 5 pictures?' });
  await expect(dialog.locator('[data-prompt]')).toHaveText(`${twoStyles}, ${second} style`);
  await expect(dialog).toContainText('is left out');
  await expect(dialog).toContainText('which was not advised');
  await expect(dialog).toContainText('RAM');
  await expect(dialog.locator('[data-price]')).toHaveText('free');
  await page.screenshot({ path: resolve(screens, 'generate-confirm-dark-en.png') });
  expect(await seriousIssues(page)).toEqual([]);
  await dialog.locator('[data-action="confirm-generation"]').click();
  await expect(made(page)).toHaveCount(5, { timeout: 60_000 });

  for (let picture = 0; picture < 5; picture += 1) {
    await made(page).nth(picture).getByRole('radio', { name: '5 stars' }).click();
    await expect(made(page).nth(picture).getByRole('radio', { name: '5 stars' })).toBeChecked();
  }
  await page.locator('[data-action="advise"]').click();
  // What was rejected stays rejected until the user takes it back.
  await expect(card(page, second)).toBeVisible();
  await expect(card(page, second)).not.toContainText('Your choice');
  await expect(card(page, second).locator('[data-moved]')).toContainText('5 ratings');
  await page.screenshot({ path: resolve(screens, 'generate-learned-order-dark-en.png') });

  await page.getByText('What was learned').click();
  const learned = page.locator(`[data-learned-lora="${second}"]`);
  await expect(learned).toContainText('+0.0');
  expect(await seriousIssues(page)).toEqual([]);
  await page.screenshot({ path: resolve(screens, 'generate-learned-dark-en.png') });
  await learned.locator('[data-action="reset-lora"]').click();
  await expect(learned).toHaveCount(0);
  // The rejection of the other one was learned as well.
  await page.locator('[data-action="reset-learning"]').click();
  await page.locator('[data-action="confirm-reset-learning"]').click();
  await expect(page.getByRole('heading', { name: 'Nothing was learned yet' })).toBeVisible();
  await page.getByText('Pictures', { exact: true }).click();
  await page.locator('[data-action="advise"]').click();
  // The order of the first day: what was taken up by learning is the user's own choice again.
  await expect(card(page, second)).toContainText('Your choice');
});

test('a blind pick of four: names and prices after the choice, and what a liked one has cost; into a cell and back by undo', async ({
  page,
  studio,
}) => {
  await openGenerate(page, studio);
  await page.getByText('Automatic', { exact: true }).click();
  await prompt(page).fill('a white boat on a lake in the morning');
  await page.locator('[data-action="pictures"]').click();
  await page.getByRole('textbox', { name: 'Number of pictures' }).fill('4');
  await page.keyboard.press('Escape');
  await page.locator('[data-action="generate"]').click();
  await expect(made(page)).toHaveCount(4, { timeout: 60_000 });
  for (const choice of await page.getByRole('checkbox', { name: /^Compare the picture/ }).all()) await choice.check();
  await page.locator('[data-action="blind-pick"]').click();
  const dialog = page.getByRole('dialog', { name: 'Which do you like best?' });
  await expect(dialog.locator('[data-blind]')).toHaveCount(4);
  await expect(dialog).not.toContainText('Seed');
  await expect(dialog.locator('[data-action="reveal"]')).toBeDisabled();
  for (const number of [2, 4, 1, 3]) await dialog.getByRole('button', { name: `Picture ${number}` }).click();
  await expect(dialog.locator('[data-blind-price]')).toHaveCount(0);
  await dialog.locator('[data-action="reveal"]').click();
  await expect(dialog.locator('[data-blind="2"]')).toContainText('Seed');
  await expect(dialog.locator('[data-blind-price]')).toHaveText(['free', 'free', 'free', 'free']);
  await expect(dialog.locator('[data-cost-per-liked]')).toHaveText('2 liked, cost per liked picture: free');
  await page.screenshot({ path: resolve(screens, 'generate-blind-pick-dark-en.png') });
  expect(await seriousIssues(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.locator('[data-picture]').getByRole('radio', { name: '5 stars', checked: true })).toHaveCount(1);

  await page.locator('[data-action="use-in-matrix"]').click();
  await page.getByRole('combobox', { name: 'Cell of the open document' }).selectOption('night/plate');
  await page.locator('[data-action="use-in-cell"]').click();
  await expect(page.locator('[data-cell="night/plate"]')).toBeVisible();
  const text = page.getByText('a white boat on a lake in the morning');
  await expect(text.first()).toBeVisible();
  await page.locator('[data-action="undo"]').click();
  await expect(text).toHaveCount(0);

  // And the other way: a cell asks for advice, and takes it as one step.
  await page.locator('[data-action="cell-advice"]').click();
  const advice = page.locator('[data-dialog="cell-advice"]');
  await expect(advice.locator('[data-cell-change]').first()).toBeVisible();
  await page.screenshot({ path: resolve(screens, 'generate-cell-advice-dark-en.png') });
  expect(await seriousIssues(page)).toEqual([]);
  await advice.locator('[data-action="apply-advice"]').click();
  await expect(advice).toBeHidden();
  const undo = page.getByRole('button', { name: 'Undo: Advice for night/plate' });
  await expect(undo).toBeEnabled();
  await undo.click();
  await expect(undo).toHaveCount(0);
});

const words = {
  en: {
    page: 'Generate',
    prompt: 'a neon tower in the desert at dusk',
    weight: 'Weight of Neon',
    steps: 'Steps',
    confirm: 'Generate this picture?',
    rating: '4 stars',
    theme: 'Light',
    settings: 'Settings',
  },
  es: {
    page: 'Generar',
    prompt: 'una torre de neón en el desierto al atardecer',
    weight: 'Peso de Neon',
    steps: 'Pasos',
    confirm: '¿Generar esta imagen?',
    rating: '4 estrellas',
    theme: 'Claro',
    settings: 'Ajustes',
  },
};

for (const [language, say] of Object.entries(words)) {
  test.describe(`by keyboard alone, ${language}`, () => {
    test.use({ locale: language === 'en' ? 'en-GB' : 'es-ES' });

    test('advice is asked for, changed, confirmed; the picture is rated', async ({ page, studio }) => {
      await page.setViewportSize({ width: 1100, height: 700 });
      await openMatrix(page, studio);
      await page.keyboard.press('a');
      await expect(page.getByRole('heading', { name: say.page, level: 1 })).toBeVisible();
      await tabTo(page, prompt(page));
      await page.keyboard.type(say.prompt);
      await page.keyboard.press('Control+Enter');
      await expect(card(page, 'neon')).toBeVisible();

      const weight = page.getByRole('slider', { name: say.weight });
      await tabTo(page, weight);
      const before = Number(await weight.getAttribute('aria-valuenow'));
      await page.keyboard.press('ArrowRight');
      await expect.poll(async () => Number(await weight.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
      const steps = page.getByRole('slider', { name: say.steps });
      await tabTo(page, steps);
      await page.keyboard.press('ArrowRight');
      await expect(page.locator('[data-parameter="steps"]')).toHaveAttribute('data-changed', 'true');

      await page.keyboard.press('Control+Enter');
      const dialog = page.getByRole('dialog', { name: say.confirm });
      await expect(dialog.locator('[data-changes="2"]')).toBeVisible();
      await expect(dialog.locator('[data-action="confirm-generation"]')).toBeFocused();
      expect(await seriousIssues(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await expect(made(page)).toHaveCount(1, { timeout: 60_000 });

      const stars = made(page).getByRole('radio');
      await tabTo(page, stars, 'Shift+Tab');
      for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
      await expect(made(page).getByRole('radio', { name: say.rating })).toBeChecked();
      await page.screenshot({ path: resolve(screens, `generate-small-dark-${language}.png`) });

      await page.getByRole('link', { name: say.settings, exact: true }).click();
      await page.getByText(say.theme, { exact: true }).click();
      await page.getByRole('link', { name: say.page, exact: true }).click();
      await expect(made(page)).toHaveCount(1);
      await page.waitForTimeout(300);
      expect(await seriousIssues(page)).toEqual([]);
      await page.screenshot({ path: resolve(screens, `generate-small-light-${language}.png`) });
    });
  });
}
