import { freshFolder } from '../telar-process.ts';
import { setLook } from './looks.ts';
import { expect, slowSample, startStudio, test, writeStory } from './studio.ts';

test('at 1100 pixels in Spanish every button of the top bar is whole, and what gives way is what can', async ({
  page,
}) => {
  const home = await freshFolder('narrow');
  const story = (await slowSample()) as { layers: { model: string }[] };
  // A model that nobody has: all cells are blocked, which is the longest that the run button has to say.
  const layers = story.layers.map((layer, index) => (index === 0 ? { ...layer, model: 'local/none' } : layer));
  const studio = await startStudio(home, [await writeStory(home, { ...story, layers })]);
  try {
    await page.setViewportSize({ width: 1100, height: 700 });
    await page.goto(studio.url);
    await setLook(page, { language: 'Español', theme: 'Oscuro' });
    await expect(page.locator('[data-cell]').first()).toBeVisible();
    const run = page.locator('[data-action="run"]');
    await expect(run).toHaveAttribute('title', /celdas/);
    const cut = await page.locator('section:has([data-action="file-menu"]) button').evaluateAll((buttons) =>
      buttons
        .filter((button) => button.dataset.action !== 'run')
        .filter((button) => {
          const words = [button, ...button.querySelectorAll('*')];
          const isCut = words.some((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1);
          return isCut || button.getBoundingClientRect().right > window.innerWidth;
        })
        .map((button) => button.getAttribute('aria-label') ?? button.textContent),
    );
    expect(cut).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1100);
  } finally {
    await studio.stop();
  }
});

test('all cells stay in view while the window changes, until the view is moved', async ({ page }) => {
  const home = await freshFolder('resized');
  const studio = await startStudio(home, [await writeStory(home, await slowSample())]);
  const canvas = page.locator('.react-flow__viewport');
  const areAllInView = async (): Promise<void> => {
    for (const cell of await page.locator('[data-cell]').all()) await expect(cell).toBeInViewport({ ratio: 0.99 });
  };
  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(studio.url);
    await expect(page.locator('[data-cell]').first()).toBeVisible();
    await areAllInView();
    const wide = await canvas.getAttribute('style');
    await page.setViewportSize({ width: 900, height: 560 });
    await expect(canvas).not.toHaveAttribute('style', wide ?? '');
    await areAllInView();
    const fitted = (await canvas.getAttribute('style')) ?? '';
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(canvas).not.toHaveAttribute('style', fitted);
    const moved = (await canvas.getAttribute('style')) ?? '';
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect(page.locator('.react-flow')).toHaveCSS('width', /1[0-9]{3}/);
    await expect(canvas).toHaveAttribute('style', moved);
  } finally {
    await studio.stop();
  }
});

test('a project without cells invites in both views: a unit, a layer, an example', async ({ page }) => {
  const home = await freshFolder('empty');
  const studio = await startStudio(home, [await writeStory(home, { telar: 1, title: 'Empty', layers: [], units: [] })]);
  try {
    await page.goto(studio.url);
    const invitation = page.locator('main [data-action="add-unit"]');
    await expect(invitation).toBeVisible();
    await page.locator('[data-action="from-example"]').click();
    await expect(page.getByRole('dialog')).toContainText('storyboard', { ignoreCase: true });
    await page.keyboard.press('Escape');
    await invitation.click();
    await page.locator('button[data-view="table"]').click();
    // With a unit there is a table already; beside it stands what is missing.
    const missing = page.getByRole('complementary');
    await missing.locator('[data-action="add-layer"]').click();
    await page.getByRole('textbox', { name: 'Search for a model' }).fill('frame');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-cell]')).toHaveCount(1);
    await expect(page.locator('[data-action="from-example"]')).toHaveCount(0);
  } finally {
    await studio.stop();
  }
});
