import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { seriousIssues } from './looks.ts';
import { expect, openMatrix, screens, test } from './studio.ts';

test.use({ colorScheme: 'dark', viewport: { width: 1100, height: 700 } });

test('advice goes on without a sentence model, a description and a memory that are broken, and says so', async ({
  page,
  studio,
}) => {
  await openMatrix(page, studio);
  const loras = join(studio.home, 'loras');
  await mkdir(loras, { recursive: true });
  await copyFile(resolve('resources', 'loras', 'neon.safetensors'), join(loras, 'glow.safetensors'));
  await writeFile(join(loras, 'glow.json'), '{"telar": {');
  await writeFile(join(studio.home, 'learning.db'), 'this is no database');
  await mkdir(join(studio.home, 'sentence-model'));

  await page.getByRole('link', { name: 'Generate', exact: true }).click();
  // Cut in the middle of a picture sign, with characters that nobody sees.
  await page.locator('[data-field="prompt"]').fill('a red house \u202Eneon\u202C بيت 🏠 \u0001\ud83c');
  await page.locator('[data-action="advise"]').click();
  const advised = page.getByRole('region', { name: 'LoRAs' });
  await expect(advised).toContainText('sentence-model');
  await expect(advised).toContainText('learning.db.damaged-1');
  await expect(advised).toContainText('glow.json');
  await advised.getByText('learning.db.damaged-1').scrollIntoViewIfNeeded();
  await page.screenshot({ path: resolve(screens, 'generate-broken-dark-en.png') });
  expect(await seriousIssues(page)).toEqual([]);

  await page.locator('[data-action="review"]').click();
  await page.locator('[data-action="confirm-generation"]').click();
  await expect(page.locator('[data-picture][data-state="succeeded"]')).toHaveCount(1, { timeout: 60_000 });
});
