import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron as electron, expect, test } from '@playwright/test';

const root = resolve(import.meta.dirname, '..', '..');

/** The Electron binary, if it is there. Never `require('electron')` to find out: that starts a download. */
function findElectron(): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  return process.env.ELECTRON_EXEC_PATH ?? (existsSync(binary) ? binary : null);
}

const binary = findElectron();

test.beforeAll(() => {
  if (binary === null) console.warn('SKIPPED: the Electron binary is not installed, so no Electron window was tested.');
});

test('the Electron window opens hardened, talks to the core and shows the sample story', async () => {
  test.skip(binary === null, 'the Electron binary is not installed');
  const home = await mkdtemp(join(tmpdir(), 'telar-electron-smoke-'));
  const app = await electron.launch({
    executablePath: binary ?? '',
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...(process.env as Record<string, string>), TELAR_HOME: home },
  });
  const page = await app.firstWindow();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });

  expect(page.url()).toMatch(/^telar-app:\/\/studio\/index\.html/);
  await expect(page.locator('[data-cell]').first()).toBeVisible({ timeout: 30_000 });
  const globals = await page.evaluate(() => [
    typeof Reflect.get(window, 'require'),
    typeof Reflect.get(window, 'process'),
  ]);
  expect(globals).toEqual(['undefined', 'undefined']);
  expect(await page.evaluate(() => window.open('https://example.com') === null)).toBe(true);

  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"]').first()).toBeVisible({ timeout: 120_000 });
  const picture = page.locator('[data-cell][data-state="succeeded"] img').first();
  await expect(picture).toHaveAttribute('src', /^telar-asset:\/\/studio\/artifacts\//);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  expect(problems).toEqual([]);
  await app.close();
});
