// Finds Electron without `require('electron')`, which would start a download.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeModules } from './project.mjs';

/**
 * The Electron program to start, or undefined where its download has not succeeded.
 * @param {{ env?: NodeJS.ProcessEnv, folder?: string }} [where]
 * @returns {string | undefined}
 */
export function findElectron({ env = process.env, folder = join(nodeModules, 'electron') } = {}) {
  const chosen = env.ELECTRON_EXEC_PATH;
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(folder, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : override && defaultProgram();
  if (!program) return undefined;
  const full = join(override || join(folder, 'dist'), program);
  return existsSync(full) ? full : undefined;
}

function defaultProgram(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Why a window cannot be opened although the program is there; undefined when it can.
 * @param {{ platform: NodeJS.Platform, env: NodeJS.ProcessEnv, isRoot: boolean }} machine
 * @returns {string | undefined}
 */
export function windowObstacle({ platform, env, isRoot }) {
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  // Chromium refuses to run as root unless its sandbox is given up, which we never do.
  if (isRoot) return "Electron's sandbox does not run as root";
  return undefined;
}
