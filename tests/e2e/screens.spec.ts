import { expect, openMatrix, runAll, test } from './studio.ts';
import { atRest, look, picture, seriousIssues, setLook, withoutNotices } from './looks.ts';

const pages = ['matrix', 'gallery', 'models', 'engine', 'costs', 'settings'] as const;

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
    await runAll(page);
    await withoutNotices(page);
    for (const [index, theme] of names.entries()) {
      await setLook(page, { language, theme });
      for (const name of pages) {
        await page.goto(`${new URL(page.url()).origin}/#/${name}`);
        const shot = (view: string): string => `${view}-${index === 0 ? 'dark' : 'light'}-${code}`;
        if (name === 'matrix') {
          await picture(page, shot('overview'));
          await page.locator('[data-cell="dawn/plate"]').click();
        }
        if (name === 'models') await page.locator('[data-model="replicate/black-forest-labs/flux-dev"]').click();
        await page.mouse.move(0, 0);
        // What axe looks for does not depend on the language.
        await (code === 'en' ? look : picture)(page, shot(name));
        if (name === 'matrix') await page.keyboard.press('Escape');
        if (name === 'settings') {
          await page.locator('[data-provider="ollama"]').scrollIntoViewIfNeeded();
          await picture(page, shot('providers'));
        }
      }
    }
  });
}

test('the shortcut sheet, the palette and the plan in both themes have no serious issue', async ({ page, studio }) => {
  await openMatrix(page, studio);
  for (const theme of ['Dark', 'Light']) {
    await setLook(page, { language: 'English', theme });
    for (const open of ['?', 'Control+k']) {
      await page.keyboard.press(open);
      await expect(page.getByRole('dialog')).toBeVisible();
      await atRest(page);
      expect({ open, theme, issues: await seriousIssues(page) }).toEqual({ open, theme, issues: [] });
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    await page.getByRole('button', { name: 'What will run and why' }).click();
    await expect(page.getByText('no take yet').first()).toBeVisible();
    await atRest(page);
    expect({ theme, issues: await seriousIssues(page) }).toEqual({ theme, issues: [] });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});
