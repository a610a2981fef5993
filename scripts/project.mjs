// Where things are, and how these scripts talk. No dependency: this runs before anything is installed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
export const nodeModules = join(projectRoot, 'node_modules');

/** Locks and reports. Outside node_modules, because `npm ci` empties that. */
export const workFolder = join(projectRoot, '.cache', 'telar');

/** The project's own Node.js (npm package `node`), whatever version the system has. */
export const projectNode = join(nodeModules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** A failure the user can do something about: its message is shown without a stack. */
export class SetupFailure extends Error {
  /** @override */
  name = 'SetupFailure';
}

/** Progress and notes go to stderr: stdout belongs to the program that is started. */
export function say(/** @type {string} */ message) {
  process.stderr.write(`telar: ${message}\n`);
}

export function readJson(/** @type {string} */ path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The JavaScript file behind a package's command; `.bin` holds shell shims on Windows. */
export function commandOf(/** @type {string} */ packageName, command = packageName) {
  const folder = join(nodeModules, packageName);
  const { bin } = readJson(join(folder, 'package.json'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** @param {() => Promise<number>} main resolves to the exit code */
export async function runScript(main) {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || !existsSync(join(projectRoot, 'package.json'))) {
    say(`Node.js 20 or newer is needed, this is ${process.versions.node}. See https://nodejs.org.`);
    process.exit(1);
  }
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
