import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What was installed, kept inside node_modules so that it goes when that goes.
 * @typedef {{ lockfile: string, platform: string, arch: string, electron: string }} InstallStamp
 * `electron` is `ready`, or why it is not there.
 */

export function sha256(/** @type {string | Buffer} */ content) {
  return createHash('sha256').update(content).digest('hex');
}

/** @returns {any} undefined when the file is missing or was cut short */
export function readStamp(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

export function writeStamp(/** @type {string} */ file, /** @type {object} */ stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stamp)}\n`);
}

/**
 * Whether the installed packages are those of this lockfile on this kind of machine.
 * @param {InstallStamp | undefined} stamp
 * @param {Omit<InstallStamp, 'electron'>} wanted
 */
export function isCurrentInstall(stamp, wanted) {
  return stamp?.lockfile === wanted.lockfile && stamp.platform === wanted.platform && stamp.arch === wanted.arch;
}

/**
 * Whether a tree that npm finished by itself (`npm ci` by hand) already is what the lockfile asks for.
 * Packages for other platforms are optional and may be missing.
 * @param {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> }} lockfile
 * @param {{ packages?: Record<string, { version?: string, integrity?: string }> } | undefined} installed npm's node_modules/.package-lock.json
 * @param {(path: string) => boolean} exists
 */
export function matchesLockfile(lockfile, installed, exists) {
  if (!installed?.packages) return false;
  for (const [path, wanted] of Object.entries(lockfile.packages)) {
    if (path === '') continue;
    const found = installed.packages[path];
    if (!found && wanted.optional) continue;
    if (!found || found.version !== wanted.version || found.integrity !== wanted.integrity) return false;
    if (!exists(`${path}/package.json`)) return false;
  }
  return true;
}

/**
 * One hash over the paths and contents of everything that a build reads. Contents rather than times: a checkout
 * changes times only, and the whole source is read in a few milliseconds.
 * @param {string} root
 * @param {string[]} inputs files or folders, relative to `root`
 */
export function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    const full = join(root, path);
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(`${path}\0${sha256(readFileSync(full))}\n`);
    }
  };
  for (const input of inputs) if (existsSync(join(root, input))) visit(input);
  return hash.digest('hex');
}
