import type { Page } from '@playwright/test';
import { freshFolder } from '../telar-process.ts';
import { look, picture, setLook, withoutNotices } from './looks.ts';
import { expect, filmStory, slowSample, startStudio, test, writeStory } from './studio.ts';

const looks = [
  { code: 'en', language: 'English', themes: ['Dark', 'Light'] },
  { code: 'es', language: 'Español', themes: ['Oscuro', 'Claro'] },
] as const;

/** Looks at the window without a pointer over anything. What axe looks for does not depend on the language. */
async function lookAside(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await (name.endsWith('-en') ? look : picture)(page, name);
}

for (const { code, language, themes } of looks) {
  test(`starting and following runs in both themes, ${language}: a picture of each, and no serious issue for axe`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const home = await freshFolder('studio');
    const story = { ...filmStory, settings: { budget_usd: 5 } };
    const studio = await startStudio(home, [await writeStory(home, story)]);
    await page.goto(studio.url);
    await page.locator('[data-action="rehearse"]').click();
    await expect(page.locator('[data-cell] [data-badge="rehearsal"]')).toHaveCount(4, { timeout: 60_000 });
    await withoutNotices(page);
    for (const [index, theme] of themes.entries()) {
      const shot = (name: string): string => `${name}-${index === 0 ? 'dark' : 'light'}-${code}`;
      await setLook(page, { language, theme });
      await page.locator('[data-action="file-menu"]').click();
      await lookAside(page, shot('file-menu'));
      await page.keyboard.press('Escape');
      await page.locator('[data-action="run"]').click();
      await lookAside(page, shot('confirm'));
      await page.locator('[data-action="confirm"]').click();
      await expect(page.locator('[data-notice="refused"]')).toBeVisible();
      await lookAside(page, shot('refused'));
      await page.keyboard.press('Escape');
      await page.keyboard.press('p');
      await expect(page.locator('[data-plan="run"]')).toBeVisible();
      await lookAside(page, shot('plan'));
      await page.keyboard.press('Escape');
      await page.locator('[data-cell="harbour/film"]').click();
      await page.locator('[data-action="run-menu"]').click();
      await lookAside(page, shot('rehearsal'));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    }
    await studio.stop();
  });

  test(`the queue of a run that goes on in both themes, ${language}: a picture of each, and no serious issue for axe`, async ({
    page,
  }) => {
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
      await lookAside(page, `queue-${index === 0 ? 'dark' : 'light'}-${code}`);
      await page.keyboard.press('Escape');
    }
    await page.locator('[data-action="cancel"]').click();
    await expect(page.locator('[data-run]')).toHaveCount(0, { timeout: 60_000 });
    await studio.stop();
  });
}
