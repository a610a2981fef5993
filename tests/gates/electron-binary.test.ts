import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findElectron, windowObstacle } from '../../scripts/electron-binary.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-electron-'));
});

async function place(path: string, content = ''): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

test('a package without its download has no Electron', () => {
  expect(findElectron({ env: {}, folder })).toBeUndefined();
});

test('a finished download is found by its path.txt', async () => {
  const program = await place('dist/electron');
  await place('path.txt', 'electron');
  expect(findElectron({ env: {}, folder })).toBe(program);
});

test('a download that was cut short is not taken for Electron', async () => {
  await place('path.txt', 'electron');
  expect(findElectron({ env: {}, folder })).toBeUndefined();
});

test('ELECTRON_OVERRIDE_DIST_PATH names another folder', async () => {
  const program = await place('elsewhere/electron');
  await place('path.txt', 'electron');
  expect(findElectron({ env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') }, folder })).toBe(program);
});

test('ELECTRON_EXEC_PATH names the program itself, and a wrong one is not replaced by another', async () => {
  const program = await place('my-electron');
  await place('dist/electron');
  await place('path.txt', 'electron');
  expect(findElectron({ env: { ELECTRON_EXEC_PATH: program }, folder })).toBe(program);
  expect(findElectron({ env: { ELECTRON_EXEC_PATH: join(folder, 'gone') }, folder })).toBeUndefined();
});

test.each([
  ['linux', {}, false, 'there is no display'],
  ['linux', { DISPLAY: ':0' }, true, "Electron's sandbox does not run as root"],
  ['linux', { DISPLAY: ':0' }, false, undefined],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, false, undefined],
  ['darwin', {}, true, undefined],
  ['win32', {}, false, undefined],
] as const)('on %s with %j, root: %j, the obstacle to a window is: %s', (platform, env, isRoot, obstacle) => {
  expect(windowObstacle({ platform, env, isRoot })).toBe(obstacle);
});
