import { expect, openMatrix, runAll, test } from './studio.ts';

test('a fresh machine shows the sample story and runs it with real inference', async ({ page, studio }) => {
  await openMatrix(page, studio);
  await expect(page.locator('[data-view="graph"]')).toBeVisible();
  const run = page.locator('[data-action="run"]');
  await expect(run).toHaveText('Run 12 cells · free');
  await expect(page.locator('[data-cell="dawn/plate"]')).toHaveAttribute('data-state', 'idle');

  // Every state and preview that the first cells show while the run goes on.
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    new MutationObserver(() => {
      for (const node of document.querySelectorAll('[data-cell]')) {
        seen.add(`state ${node.getAttribute('data-state') ?? ''}`);
        if (node.querySelector('[role="progressbar"]') !== null) seen.add('progress');
        const picture = node.querySelector('img')?.getAttribute('src') ?? '';
        if (picture.includes('preview-')) seen.add('preview');
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await runAll(page);
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen).toEqual(
    expect.arrayContaining(['state queued', 'state running', 'state succeeded', 'progress', 'preview']),
  );
  await expect(run).toHaveText('Nothing to run · all up to date');
  await expect(run).toBeDisabled();
  for (const picture of await page.locator('[data-cell] img').all()) {
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }
});
