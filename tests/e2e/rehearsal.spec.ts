import { freshFolder } from '../telar-process.ts';
import { expect, filmStory, startStudio, test, writeStory } from './studio.ts';

test('a film of paid models is rehearsed for nothing, from opening the document to a playing video', async ({
  page,
}) => {
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, filmStory)]);
  // A film starts by itself only for people who have not asked for less motion.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(4);
  await expect(page.locator('[data-action="run"]')).toHaveText('Run 4 cells · $0.08');

  await page.locator('[data-action="rehearse"]').click();
  await expect(page.locator('[data-cell] [data-badge="rehearsal"]')).toHaveCount(4, { timeout: 60_000 });
  // Nothing was made for real and nothing was charged: the price is still to pay.
  await expect(page.locator('[data-action="run"]')).toHaveText('Run 4 cells · $0.08', { timeout: 30_000 });

  await page.locator('[data-cell="harbour/film"]').click();
  const film = page.locator('[data-inspector] [data-film="player"]');
  await expect
    .poll(() => film.evaluate((video: HTMLVideoElement) => (video.paused ? 0 : video.currentTime)))
    .toBeGreaterThan(0.2);
  expect(await film.evaluate((video: HTMLVideoElement) => Math.round(video.duration))).toBe(2);

  await page.getByRole('link', { name: 'Gallery' }).click();
  const tiles = page.locator('[data-take]');
  await expect(tiles).toHaveCount(4);
  await expect(tiles.locator('[data-badge="rehearsal"]')).toHaveCount(4);
  await expect(tiles.locator('video')).toHaveCount(2);
  await tiles.first().getByRole('button').first().click();
  await expect(page.getByRole('button', { name: 'Pick this take' })).toBeDisabled();
  await studio.stop();
});

test('the plan says which prices a rehearsal does not charge, and runs only the part that was chosen', async ({
  page,
}) => {
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, filmStory)]);
  await page.goto(studio.url);
  await page.locator('[data-cell="cliff/film"]').click();
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('[data-plan="run"] li')).toHaveCount(4);
  await expect(dialog.getByText('0.01944 million tokens × $1.80').first()).toBeVisible();
  await expect(dialog.locator('[data-notice="rehearsal"]')).toBeHidden();

  await dialog.getByText('Rehearsal', { exact: true }).click();
  await expect(dialog.locator('[data-notice="rehearsal"]')).toContainText('not charged');
  await dialog.getByRole('combobox', { name: 'Part' }).selectOption({ label: 'Up to cliff/film' });
  await expect(dialog.locator('[data-plan="run"] li')).toHaveCount(2);
  await dialog.locator('[data-action="run-plan"]').click();
  await expect(page.locator('[data-cell] [data-badge="rehearsal"]')).toHaveCount(2, { timeout: 60_000 });
  await expect(page.locator('[data-cell="harbour/still"] [data-badge]')).toHaveCount(0);
  await studio.stop();
});
