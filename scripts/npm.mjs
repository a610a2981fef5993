import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { nodeModules } from './project.mjs';

/**
 * @typedef {{ command: string, args: string[], path: string }} Npm how to call it, and the PATH to give it
 */

/**
 * npm and the Node.js it runs on, taken from outside node_modules: the project's own Node.js, which `npm start`
 * puts first on PATH after the first install, is deleted in the middle of a reinstall.
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, execPath?: string, inside?: string }} [where]
 * @returns {Npm | undefined}
 */
export function findNpm({
  env = process.env,
  platform = process.platform,
  execPath = process.execPath,
  inside = nodeModules,
} = {}) {
  const isOurs = (/** @type {string} */ path) => path === inside || path.startsWith(inside + sep);
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '' && !isOurs(folder));
  const exe = platform === 'win32' ? '.exe' : '';
  const node = [env.npm_node_execpath, ...folders.map((folder) => join(folder, `node${exe}`)), execPath].find(
    (path) => path !== undefined && !isOurs(path) && existsSync(path),
  );
  if (!node) return undefined;
  const path = [dirname(node), ...folders].join(delimiter);
  const script = [
    env.npm_execpath,
    join(dirname(node), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(node), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...folders
      .map((folder) => join(folder, 'npm'))
      .filter(existsSync)
      .map((file) => realpathSync(file)),
  ].find((candidate) => candidate?.endsWith('npm-cli.js') && !isOurs(candidate) && existsSync(candidate));
  if (script) return { command: node, args: [script], path };
  // A version manager's shim is a program of its own, not a script.
  const shim = folders.map((folder) => join(folder, `npm${exe}`)).find(existsSync);
  return shim ? { command: shim, args: [], path } : undefined;
}
