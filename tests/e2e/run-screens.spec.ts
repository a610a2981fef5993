import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { freshFolder } from '../telar-process.ts';
import { expect, filmStory, slowSample, startStudio, test, writeStory } from './studio.ts';

/** As in screens.spec.ts: the guide's pictures are only replaced on purpose. */
const folder = resolve(
  import.meta.dirname,
  '../..',
  process.env.TELAR_UPDATE_SCREENS === '1' ? 'docs/user/screens' : '.cache/telar/screens',
);

const looks = [
  { code: 'en', language: 'English', themes: ['Dark', 'Light'] },
  { code: 'es', language: 'Español', themes: ['Oscuro', 'Claro'] },
] as const;

async function setLook(page: Page, look: { language: string; theme: string }): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await page.getByRole('combobox').selectOption({ label: look.language });
  await page.getByText(look.theme, { exact: true }).click();
  await page.goto(`${new URL(page.url()).origin}/#/matrix`);
}

/** Takes a picture of the window as it is and asks axe about it. */
async function look(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(600);
  await page.screenshot({ path: resolve(folder, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical');
  const issues = serious.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
  expect({ name, issues }).toEqual({ name, issues: [] });
}

for (const { code, language, themes } of looks) {
  test(`starting and following runs in both themes, ${language}: no serious issue for axe`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const home = await freshFolder('studio');
    const story = { ...filmStory, settings: { budget_usd: 5 } };
    const studio = await startStudio(home, [await writeStory(home, story)]);
    await page.goto(studio.url);
    await page.locator('[data-action="rehearse"]').click();
    await expect(page.locator('[data-cell] [data-badge="rehearsal"]')).toHaveCount(4, { timeout: 60_000 });
    await page.getByRole('alert').getByRole('button').click();
    for (const [index, theme] of themes.entries()) {
      const shot = (name: string): string => `${name}-${index === 0 ? 'dark' : 'light'}-${code}`;
      await setLook(page, { language, theme });
      await page.locator('[data-action="file-menu"]').click();
      await look(page, shot('file-menu'));
      await page.keyboard.press('Escape');
      await page.locator('[data-action="run"]').click();
      await look(page, shot('confirm'));
      await page.locator('[data-action="confirm"]').click();
      await expect(page.locator('[data-notice="refused"]')).toBeVisible();
      await look(page, shot('refused'));
      await page.keyboard.press('Escape');
      await page.keyboard.press('p');
      await expect(page.locator('[data-plan="run"]')).toBeVisible();
      await look(page, shot('plan'));
      await page.keyboard.press('Escape');
      await page.locator('[data-cell="harbour/film"]').click();
      await page.locator('[data-action="run-menu"]').click();
      await look(page, shot('rehearsal'));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    }
    await studio.stop();
  });

  test(`the queue of a run that goes on in both themes, ${language}: no serious issue for axe`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const home = await freshFolder('studio');
    const studio = await startStudio(home, [await writeStory(home, await slowSample())]);
    await page.goto(studio.url);
    for (const [index, theme] of themes.entries()) {
      await setLook(page, { language, theme });
      // A run that is paused stays as it is, however long axe takes.
      if (index === 0) {
        await page.locator('[data-action="run"]').click();
        await page.locator('[data-action="pause"]').click();
      }
      await page.locator('[data-action="queue"]').click();
      await expect(page.locator('[data-queue-cell]').first()).toBeVisible();
      await look(page, `queue-${index === 0 ? 'dark' : 'light'}-${code}`);
      await page.keyboard.press('Escape');
    }
    await page.locator('[data-action="cancel"]').click();
    await expect(page.locator('[data-run]')).toHaveCount(0, { timeout: 60_000 });
    await studio.stop();
  });
}
