import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openMatrix, runAll, test } from './studio.ts';

/** The guide's pictures are only replaced on purpose: `TELAR_UPDATE_SCREENS=1 npm test`. */
const folder = resolve(
  import.meta.dirname,
  '../..',
  process.env.TELAR_UPDATE_SCREENS === '1' ? 'docs/user/screens' : '.cache/telar/screens',
);
const pages = ['matrix', 'gallery', 'settings'] as const;

async function seriousIssues(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
    .map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
}

async function setLook(page: Page, look: { language: string; theme: string }): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await page.getByRole('combobox').selectOption({ label: look.language });
  await page.getByText(look.theme, { exact: true }).click();
}

for (const { language, names, code } of [
  { language: 'English', names: ['Dark', 'Light'], code: 'en' },
  { language: 'Español', names: ['Oscuro', 'Claro'], code: 'es' },
]) {
  test(`every page in both themes, ${language}: no serious issue for axe, and a picture for the guide`, async ({
    page,
    studio,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await openMatrix(page, studio);
    expect(await seriousIssues(page)).toEqual([]);
    await runAll(page);
    await page.getByRole('alert').getByRole('button').click();
    for (const [index, theme] of names.entries()) {
      await setLook(page, { language, theme });
      for (const name of pages) {
        await page.goto(`${new URL(page.url()).origin}/#/${name}`);
        const shot = (view: string): string => resolve(folder, `${view}-${index === 0 ? 'dark' : 'light'}-${code}.png`);
        if (name === 'matrix') {
          await page.waitForTimeout(500);
          await page.screenshot({ path: shot('overview') });
          await page.locator('[data-cell="dawn/plate"]').click();
        }
        await page.mouse.move(0, 0);
        // Notices of the run and transitions are gone, pictures are there.
        await page.waitForTimeout(name === 'gallery' ? 1_500 : 800);
        expect({ name, theme, issues: await seriousIssues(page) }).toEqual({ name, theme, issues: [] });
        await page.screenshot({ path: shot(name) });
        if (name === 'matrix') await page.keyboard.press('Escape');
      }
    }
  });
}

test('the shortcut sheet, the palette and the plan in both themes have no serious issue', async ({ page, studio }) => {
  await openMatrix(page, studio);
  for (const theme of ['Dark', 'Light']) {
    await setLook(page, { language: 'English', theme });
    await page.goto(`${new URL(page.url()).origin}/#/matrix`);
    for (const open of ['?', 'Control+k']) {
      await page.keyboard.press(open);
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.waitForTimeout(400);
      expect({ open, theme, issues: await seriousIssues(page) }).toEqual({ open, theme, issues: [] });
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    await page.getByRole('button', { name: 'What will run and why' }).click();
    await expect(page.getByText('no take yet').first()).toBeVisible();
    await page.waitForTimeout(400);
    expect({ theme, issues: await seriousIssues(page) }).toEqual({ theme, issues: [] });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});
