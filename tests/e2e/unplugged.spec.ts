import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshFolder } from '../telar-process.ts';
import { expect, startStudio, test, writeStory } from './studio.ts';

const story = {
  telar: 1,
  title: 'Two boats',
  layers: [{ name: 'plate', asset_type: 'image', model: 'local/telar-mini', parameters: { prompt: 'a boat' } }],
  units: [{ id: 'one' }, { id: 'two' }],
};

test('the host dies while a prompt is typed: nothing is lost, and the window needs no reload', async ({ page }) => {
  const home = await freshFolder('unplugged');
  const file = await writeStory(home, story);
  const studio = await startStudio(home, [file]);
  await page.goto(studio.url);
  await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
  const banner = page.locator('[data-notice="connection"]');

  // Answered, but not yet in the host's recovery copy, which it writes two seconds later.
  await page.locator('[data-cell="one/plate"]').click();
  await prompt.fill('a red boat');
  await prompt.blur();
  await expect(page.locator('[data-action="undo"]')).toBeEnabled();

  await prompt.focus();
  await prompt.pressSequentially(' in the');
  await studio.stop('SIGKILL');
  await expect(banner).toContainText('The connection to Telar is lost');
  // Typing goes on; another cell is edited while nobody is there.
  await prompt.pressSequentially(' harbour');
  await expect(prompt).toHaveValue('a red boat in the harbour');
  await page.locator('[data-cell="two/plate"]').click();
  await expect(banner).toContainText('1 change is kept here');
  await prompt.fill('a blue boat');
  await prompt.blur();
  await expect(banner).toContainText('2 changes are kept here');
  // A draft that was never handed over.
  await prompt.focus();
  await prompt.pressSequentially(' at sea');

  await studio.restart();
  await expect(banner).toBeEmpty();
  await expect(page.getByText('1 change that it had lost was made again.', { exact: false })).toBeVisible();
  await expect(prompt).toHaveValue('a blue boat at sea');
  await prompt.blur();
  await page.locator('[data-cell="one/plate"]').click();
  await expect(prompt).toHaveValue('a red boat in the harbour');
  await page.locator('[data-cell="one/plate"]').focus();
  await page.keyboard.press('Control+s');
  await expect
    .poll(async () => JSON.parse(await readFile(join(home, 'story.telar.json'), 'utf8')) as object)
    .toMatchObject({
      units: [
        { id: 'one', cells: { plate: { parameters: { prompt: 'a red boat in the harbour' } } } },
        { id: 'two', cells: { plate: { parameters: { prompt: 'a blue boat at sea' } } } },
      ],
    });
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true);

  // Away again, and the file is another one when the host is back: the window says so, what was typed is kept.
  await prompt.fill('a boat of paper');
  await studio.stop();
  await expect(banner).toContainText('The connection to Telar is lost');
  await writeStory(home, { ...story, title: 'Three boats', units: [...story.units, { id: 'three' }] });
  await studio.restart();
  await expect(page.getByText('“Three boats” was changed meanwhile')).toBeVisible();
  await expect(page.locator('[data-cell="three/plate"]')).toBeVisible();
  await expect(prompt).toHaveValue('a boat of paper');
  await prompt.blur();
  await expect(page.locator('[data-action="undo"]')).toBeEnabled();
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true);
  await studio.stop();
});
