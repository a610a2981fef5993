import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { plainPng } from '../fakes/replicate/png.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, screens, startStudio, test, writeStory } from './studio.ts';

const story = {
  telar: 1,
  title: 'Harbour',
  layers: [
    {
      name: 'still',
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt: '{{unit.vars.scene}}', steps: 2 },
    },
    {
      name: 'film',
      asset_type: 'video',
      model: 'replicate/bytedance/seedance-1-lite',
      parameters: { prompt: 'slow waves', duration: 2, resolution: '480p' },
    },
    {
      name: 'voice',
      asset_type: 'audio',
      model: 'replicate/meta/musicgen',
      parameters: { prompt: 'calm strings', duration: 3 },
    },
    { name: 'broken', asset_type: 'image', model: 'replicate/black-forest-labs/flux-schnell', parameters: {} },
  ],
  units: [
    { id: 'dawn', vars: { scene: 'a harbour at dawn' } },
    { id: 'noon', vars: { scene: 'a harbour at noon' } },
  ],
};

interface DroppedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Drops files on a place as the desktop does: they are held over it first. */
async function dropOn(page: Page, selector: string, files: readonly DroppedFile[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    (all) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      return transfer;
    },
    files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') })),
  );
  await page.dispatchEvent(selector, 'dragover', { dataTransfer });
  await expect(page.locator('[data-drop-hint]')).toBeVisible();
  await page.dispatchEvent(selector, 'drop', { dataTransfer });
  await expect(page.locator('[data-drop-hint]')).toBeHidden();
}

const picture = (name: string, ...colour: [number, number, number]): DroppedFile => ({
  name,
  type: 'image/png',
  bytes: plainPng(96, 64, colour),
});

test('cells show films, sounds and pictures; files dropped on them become inputs and takes, to be seen big and compared', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, story)]);
  await page.goto(studio.url);
  const cell = (key: string) => page.locator(`[data-cell="${key}"]`);
  const viewer = page.locator('[data-viewer]');
  await expect(cell('dawn/still')).toBeVisible();

  await test.step('a cell that cannot run says why and what to do on its face', async () => {
    const remedy = cell('dawn/broken').locator('[data-action="remedy"]');
    await expect(remedy).toHaveText('Change Prompt');
    await remedy.click();
    await expect(page.locator('[data-inspector="dawn/broken"]')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a film is wound through, a sound has its waveform', async () => {
    await page.locator('[data-action="rehearse"]').click();
    await expect(page.locator('[data-cell] [data-badge="rehearsal"]')).toHaveCount(6, { timeout: 60_000 });
    const film = cell('dawn/film').locator('video');
    await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.duration)).toBeCloseTo(2, 1);
    const box = (await film.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
    await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(1);
    await cell('dawn/voice').click();
    const slider = page.locator('[data-inspector="dawn/voice"]').getByRole('slider', { name: /position/ });
    await expect(slider.locator('[data-waveform="ready"]')).toBeVisible();
    await slider.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuenow', '1');
    await slider.press('End');
    await expect.poll(() => slider.locator('[data-played="true"]').count()).toBeGreaterThan(100);
  });

  await test.step('a picture dropped on a film becomes its input, in one step to undo', async () => {
    await dropOn(page, '[data-cell="dawn/film"]', [picture('My boat.png', 200, 30, 30)]);
    const ask = page.getByRole('dialog', { name: 'How shall it be used?' });
    await Promise.race([
      ask.locator('[data-choice="image"]').click(),
      expect(page.locator('[data-parameter="image"] input').first()).toHaveValue('inputs/My-boat.png'),
    ]);
    await expect(page.locator('[data-inspector="dawn/film"] [data-parameter="image"]')).toContainText('My-boat.png');
    expect(await readdir(join(home, 'inputs'))).toEqual(['My-boat.png']);
    await dropOn(page, '[data-cell="dawn/film"]', [
      { name: 'a.png', type: 'image/png', bytes: Buffer.from([1, 2, 0, 3]) },
    ]);
    await expect(page.getByText('Telar cannot use “a.png”')).toBeVisible();
  });

  await test.step('pictures dropped on a column become the takes of its units in order', async () => {
    await dropOn(page, '[data-column="still"]', [picture('2.png', 30, 30, 200), picture('1.png', 30, 160, 30)]);
    await page.locator('[data-choice="take"]').click();
    await expect(page.locator('[data-cell$="/still"][data-state="succeeded"]')).toHaveCount(2);
    await dropOn(page, '[data-cell="dawn/still"]', [picture('3.png', 220, 200, 30)]);
    await page.locator('[data-choice="take"]').click();
    await expect(page.locator('[data-inspector="dawn/still"] [data-strip]')).toHaveCount(3);
  });

  await test.step('the big viewer zooms, goes through the takes, compares and picks', async () => {
    await cell('dawn/still').dblclick();
    await expect(viewer).toBeVisible();
    const pane = viewer.locator('[data-zoom]').first();
    await expect.poll(() => pane.getAttribute('data-zoom').then(Number)).toBeGreaterThan(100);
    await page.keyboard.press('Shift+Digit1');
    const fit = Number(await pane.getAttribute('data-zoom'));
    await page.keyboard.press('+');
    await expect.poll(() => pane.getAttribute('data-zoom').then(Number)).toBeGreaterThan(fit);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+Digit0');
    const first = await viewer.getAttribute('data-viewer');
    await page.keyboard.press('ArrowRight');
    await expect(viewer).not.toHaveAttribute('data-viewer', first ?? '');
    const second = await viewer.getAttribute('data-viewer');
    await page.keyboard.press('i');
    await page.screenshot({ path: join(screens, 'viewer-light-en.png') });
    await page.keyboard.press('i');
    await page.keyboard.press('c');
    await expect(viewer.locator('[data-compared="2"]')).toBeVisible();
    await page.keyboard.press('s');
    await expect(viewer.getByRole('slider', { name: /Divider/ })).toBeVisible();
    await page.screenshot({ path: join(screens, 'compare-light-en.png') });
    await page.keyboard.press('c');
    await page.keyboard.press('p');
    await expect(viewer.locator('[data-action="pick"]')).toHaveText('Picked');
    // A page opens no folders: it says so, and where the file is.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await viewer.locator('[data-action="show-in-folder"]').click();
    await expect(page.getByText('the path was copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/dawn_layer\d+_image\.\w+$/);
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
    const strip = page.locator(`[data-inspector="dawn/still"] [data-strip="${second}"]`);
    await expect(strip).toHaveAttribute('aria-pressed', 'true');
    await strip.press('Delete');
    await page.locator('[data-action="delete-take"]').click();
    await expect(page.locator('[data-inspector="dawn/still"] [data-strip]')).toHaveCount(2);
  });

  await test.step('two variants are two takes more', async () => {
    await page.locator('[data-inspector="dawn/still"] [data-action="variants"]').click();
    await page.locator('[data-variants="2"]').click();
    await expect(page.locator('[data-inspector="dawn/still"] [data-strip]')).toHaveCount(4, { timeout: 60_000 });
    // One notice for the series, not one for each of its runs.
    await expect(page.getByText('2 variants made')).toBeVisible();
    await expect(page.getByText('1 cell done')).toHaveCount(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: join(screens, 'cells-dark-en.png') });
    await cell('dawn/film').dblclick();
    await expect(viewer.locator('[data-film="viewer"]')).toBeVisible();
    await page.keyboard.press('.');
    await page.screenshot({ path: join(screens, 'viewer-dark-en.png') });
  });
  await studio.stop();
});
