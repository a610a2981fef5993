import { mkdir, mkdtemp, rename, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainNpmFailure, userFolder } from '../../scripts/bootstrap.mjs';
import { projectRoot } from '../../scripts/project.mjs';
import { fingerprint, isCurrentInstall, matchesLockfile, readStamp, writeStamp } from '../../scripts/stamp.mjs';

const wanted = { lockfile: 'abc', platform: 'linux', arch: 'x64' };

test.each([
  ['the same lockfile on the same machine', { ...wanted, electron: 'ready' }, true],
  ['another lockfile', { ...wanted, lockfile: 'def', electron: 'ready' }, false],
  ['another processor', { ...wanted, arch: 'arm64', electron: 'ready' }, false],
  ['no stamp', undefined, false],
])('an install with %s is current: %#', (_name, stamp, isCurrent) => {
  expect(isCurrentInstall(stamp, wanted)).toBe(isCurrent);
});

test('a stamp survives being written and is nothing when cut short', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'telar-stamp-')), 'folder', 'stamp.json');
  expect(readStamp(file)).toBeUndefined();
  writeStamp(file, wanted);
  expect(readStamp(file)).toEqual(wanted);
  await writeFile(file, '{"lockfile":"ab');
  expect(readStamp(file)).toBeUndefined();
});

const lockfile = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/only-on-mac': { version: '2.0.0', optional: true },
  },
};
const a = { version: '1.0.0', integrity: 'sha512-a' };

test.each([
  ['finished', { packages: { 'node_modules/a': a } }, true, true],
  ['of another version', { packages: { 'node_modules/a': { ...a, version: '1.1.0' } } }, true, false],
  ['of changed content', { packages: { 'node_modules/a': { ...a, integrity: 'sha512-b' } } }, true, false],
  ['recorded but deleted', { packages: { 'node_modules/a': a } }, false, false],
  ['incomplete', { packages: {} }, true, false],
  ['unrecorded', undefined, true, false],
])('an npm tree that is %s is judged against the lockfile', (_name, installed, exists, matches) => {
  expect(matchesLockfile(lockfile, installed, () => exists)).toBe(matches);
});

test('a build is stale after a change of content, name or number of files, not of times or tests', async () => {
  const root = await mkdtemp(join(tmpdir(), 'telar-inputs-'));
  await mkdir(join(root, 'src'));
  const file = join(root, 'src', 'a.ts');
  await writeFile(file, 'one');
  const inputs = ['src', 'not-there.json'];
  const first = fingerprint(root, inputs);

  await utimes(file, 1, 1);
  await writeFile(join(root, 'src', 'a.test.ts'), 'a test');
  expect(fingerprint(root, inputs)).toBe(first);

  const seen = new Set([first]);
  await writeFile(file, 'two');
  seen.add(fingerprint(root, inputs));
  await rename(file, join(root, 'src', 'b.ts'));
  seen.add(fingerprint(root, inputs));
  await writeFile(join(root, 'src', 'c.ts'), '');
  seen.add(fingerprint(root, inputs));
  expect(seen.size).toBe(4);
});

test.each([
  ['npm error code EAI_AGAIN', 'not reachable'],
  ['npm error code ENOTFOUND', 'Connect to the network'],
  ['npm error ENOSPC: no space left on device', 'the disk is full'],
  ['npm error code EUSAGE `npm ci` can only install when in sync', 'package-lock.json disagree'],
  ['npm error something new', '`npm ci` failed'],
])('%s becomes a sentence with "%s"', (output, sentence) => {
  expect(explainNpmFailure(['ci'], output)).toContain(sentence);
});

test.each([
  ['npm run telar in a subfolder', 'telar', projectRoot, '/home/user/story', '/home/user/story'],
  ['a program started from npm test', 'test', projectRoot, '/home/user/story', projectRoot],
  ['a script run without npm', undefined, '/home/user', undefined, '/home/user'],
])('%s takes relative paths from the right folder', (_name, event, cwd, initCwd, expected) => {
  expect(userFolder('telar', { npm_lifecycle_event: event, INIT_CWD: initCwd }, cwd)).toBe(expected);
});
