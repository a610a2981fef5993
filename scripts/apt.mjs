// Packages of the system that tests need, where this process may install them.
import { existsSync } from 'node:fs';
import { runQuietly } from './processes.mjs';
import { say } from './project.mjs';

const limitMs = 10 * 60_000;

/** Installs packages with apt-get; does nothing where there is none, or no right to. */
export async function installWithApt(/** @type {string} */ what, /** @type {string[]} */ packages) {
  if (process.geteuid?.() !== 0 || !existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) return;
  say(`installing ${what} with apt-get (once) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  await runQuietly('apt-get', ['update', '-q', ...lock], { env, timeoutMs: limitMs });
  const { code, output } = await runQuietly('apt-get', ['install', '-y', '-q', ...lock, ...packages], {
    env,
    timeoutMs: limitMs,
  });
  if (code !== 0) say(`apt-get could not install ${what}:\n${output.trim().split('\n').slice(-5).join('\n')}`);
}
