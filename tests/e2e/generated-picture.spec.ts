import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readPictureMetadata } from '../../src/main/core/index.ts';
import { startFakeOllama, type ChatFault } from '../fakes/ollama/server.ts';
import { freshFolder } from '../telar-process.ts';
import { look } from './looks.ts';
import { expect, startStudio, test } from './studio.ts';

async function openGenerate(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('link', { name: 'Generate', exact: true }).click();
  await expect(page.locator('[data-field="prompt"]')).toBeVisible();
}

/** Saves the picture by the dialog; answers the path of the file and its name. */
async function save(page: Page, format: string, size: string, tells: string): Promise<{ file: string; name: string }> {
  await page.locator('[data-action="save-as-file"]').click();
  const dialog = page.locator('[data-dialog="save-picture"]');
  await dialog.getByText(format, { exact: true }).click();
  await dialog.getByText(size, { exact: true }).click();
  await dialog.getByRole('radio', { name: tells, exact: true }).check();
  await look(page, `generate-save-${format}`);
  const download = page.waitForEvent('download');
  await dialog.locator('[data-action="save-picture"]').click();
  const saved = await download;
  await expect(dialog).toHaveCount(0);
  return { file: await saved.path(), name: saved.suggestedFilename() };
}

test('what is said of a picture stays; it is saved as wanted and made once more', async ({ page, studio }) => {
  await openGenerate(page, studio.url);
  await page.getByText('Automatic', { exact: true }).click();
  await page.locator('[data-field="prompt"]').fill('a neon tower in the desert at dusk');
  await page.locator('[data-action="generate"]').click();
  const made = page.locator('[data-picture][data-state="succeeded"]');
  await expect(made).toHaveCount(1, { timeout: 60_000 });
  const id = await page.locator('[data-impression]').getAttribute('data-impression');

  await made.getByRole('radio', { name: '4 stars' }).click();
  const part = (name: string) => page.locator(`[data-part="${name}"]`);
  await part('quality').getByRole('radio', { name: '5 stars' }).click();
  await part('accuracy').getByRole('radio', { name: '2 stars' }).click();
  await part('aesthetic').getByRole('radio', { name: '3 stars' }).click();
  await part('aesthetic').getByRole('radio', { name: '3 stars' }).click();
  await page.locator('[data-field="comment"]').fill('The sky is too dark.');
  await page.locator('[data-field="tags"]').fill('tower');
  await page.keyboard.press('Enter');
  await look(page, 'generate-impression');

  const shared = await save(page, 'WebP', 'As made', 'No words of yours');
  expect(shared.name).toMatch(/^telar-\w{6}\.webp$/);
  expect((await readFile(shared.file)).includes('tower')).toBe(false);
  expect((await readPictureMetadata(shared.file)).record).toMatchObject({ shareSafe: true });
  const told = await save(page, 'PNG', '4×', 'How it was made, and why so');
  expect(told.name).toMatch(/^a-neon-tower-in-the-desert-at-dusk/);
  // The width in the header of a PNG.
  expect((await readFile(told.file)).readUInt32BE(16)).toBe(4 * 64);
  const { record } = await readPictureMetadata(told.file);
  expect(record).toMatchObject({ facts: { prompt: expect.stringContaining('a neon tower') as unknown } });
  expect(Object.keys(record?.explanation ?? {})).toContain('decisionChain');
  await expect(page.locator('[data-done]')).toHaveText(['Shared', 'Saved']);

  await page.locator('[data-action="again"]').click();
  await expect(page.locator(`[data-impression="${id}"]`)).toHaveCount(0);
  await expect(made).toHaveCount(1, { timeout: 60_000 });
  await expect(page.locator('[data-impression]')).not.toHaveAttribute('data-impression', id ?? '');

  await studio.stop();
  await studio.restart();
  await openGenerate(page, studio.url);
  await page.locator('[data-generation]').nth(1).click();
  await expect(page.locator('[data-impression]')).toHaveAttribute('data-impression', id ?? '');
  await expect(made.getByRole('radio', { name: '4 stars' })).toBeChecked();
  await expect(part('quality').getByRole('radio', { name: '5 stars' })).toBeChecked();
  await expect(part('accuracy').getByRole('radio', { name: '2 stars' })).toBeChecked();
  await expect(part('aesthetic').getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(page.locator('[data-field="comment"]')).toHaveValue('The sky is too dark.');
  await expect(page.locator('[data-impression]').getByText('tower', { exact: true })).toBeVisible();
  await expect(page.locator('[data-done]')).toHaveText(['Shared', 'Saved', 'Made once more']);

  // In the gallery a generation is named by its prompt.
  await page.getByRole('link', { name: 'Gallery', exact: true }).click();
  await expect(page.locator('[data-take]').first()).toContainText('a neon tower in the desert');
});

const goodAnswer = JSON.stringify({
  concepts: [{ category: 'object', text: 'house', canonical: 'house' }],
  artisticStyle: 'sketch',
  contentType: null,
  qualityLevel: 'standard',
});

test('who reads the prompt is chosen, told, and told why where it is another', async ({ page }) => {
  const ollama = await startFakeOllama();
  const studio = await startStudio(await freshFolder('reader'), [], { OLLAMA_HOST: ollama.host });
  let fault: ChatFault | null = null;
  ollama.fault = () => fault;
  ollama.answer = () => goodAnswer;
  const fallback = page.locator('[data-fallback]');
  const readBy = page.getByRole('definition').filter({ hasText: /^(rules|Ollama)$/ });
  try {
    await openGenerate(page, studio.url);
    await page.locator('[data-field="prompt"]').fill('a red house');
    await page.locator('[data-action="reader"]').click();
    await page.getByRole('radio', { name: 'Read by Ollama' }).click();
    await expect(page.locator('[data-field="reader-model"]')).toHaveValue('llama3.2:latest');
    await page.getByRole('textbox', { name: 'Wait for it at most' }).fill('1');
    await look(page, 'generate-reader');
    await page.keyboard.press('Escape');
    await page.locator('[data-action="advise"]').click();
    await expect(readBy).toHaveText('Ollama');
    await expect(fallback).toHaveCount(0);

    const faults: [ChatFault | null, string, string][] = [
      [{ kind: 'silent' }, goodAnswer, 'timeout'],
      [null, 'Here is what I think!', 'failed'],
    ];
    for (const [next, answer, kind] of faults) {
      fault = next;
      ollama.answer = () => answer;
      await page.locator('[data-action="advise"]').click();
      await expect(fallback).toHaveAttribute('data-fallback', kind);
      await expect(readBy).toHaveText('rules');
    }
    await look(page, 'generate-fallback');
    ollama.models = [];
    fault = null;
    await page.locator('[data-action="advise"]').click();
    await expect(fallback).toHaveAttribute('data-fallback', 'not-pulled');
    await ollama.close();
    await page.locator('[data-action="advise"]').click();
    await expect(fallback).toHaveAttribute('data-fallback', 'not-running');
    await expect(fallback).toContainText('Ollama does not answer');

    // The choice is kept for the next time.
    await page.reload();
    await expect(page.locator('[data-action="reader"]')).toHaveText('Read by llama3.2:latest');
  } finally {
    await studio.stop();
  }
});
