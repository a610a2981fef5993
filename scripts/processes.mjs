import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { nodeModules, projectRoot } from './project.mjs';

/** @typedef {{ code: number, output: string, timedOut: boolean }} Outcome */

/** Names a process beyond its number, which the system reuses; undefined when it has ended. */
export function processIdentity(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return undefined;
  }
  if (process.platform !== 'linux') return String(pid);
  try {
    // Fields after the command name: state is the first, start time the twentieth (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : `${pid}@${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The environment with the project's commands first on PATH, so that nested tools use its Node.js too. */
export function projectEnvironment(/** @type {Record<string, string>} */ extra = {}) {
  return { ...process.env, PATH: [join(nodeModules, '.bin'), process.env.PATH ?? ''].join(delimiter), ...extra };
}

/** 128 + signal number, as shells report it. */
function exitCodeOf(/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

/**
 * Runs a command and keeps what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs?: number, onStart?: (pid: number) => void }} [options]
 * @returns {Promise<Outcome>}
 */
export function runQuietly(command, args, { env = process.env, timeoutMs, onStart } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    let timedOut = false;
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, timeoutMs);
    if (child.pid !== undefined) onStart?.(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    }
    const end = (/** @type {number} */ code, note = '') => {
      if (timer) clearTimeout(timer);
      resolve({ code, output: output + note, timedOut });
    };
    child.on('error', (error) => end(127, String(error)));
    child.on('close', (code, signal) => end(exitCodeOf(code, signal)));
  });
}

/**
 * Runs a command in the user's terminal and resolves to its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runAttached(command, args, { cwd = projectRoot, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      // A terminal sends Ctrl-C to the child as well; a second copy would mean "stop at once".
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of forwarded) process.on(signal, forward);
    const stop = () => {
      for (const signal of forwarded) process.off(signal, forward);
    };
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('close', (code, signal) => {
      stop();
      resolve(exitCodeOf(code, signal));
    });
  });
}
