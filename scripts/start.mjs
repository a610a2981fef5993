// `npm start`: the studio in its Electron window, or in the browser where there is none.
import { electronOutcome, ensureBuilt, ensureInstalled, runProject, userFolder } from './bootstrap.mjs';
import { findElectron, windowObstacle } from './electron-binary.mjs';
import { runAttached } from './processes.mjs';
import { SetupFailure, projectRoot, runScript, say } from './project.mjs';

/** A window that ends this soon with an error never opened. */
const failedStartMs = 5_000;

await runScript(async () => {
  const args = process.argv.slice(2).filter((arg) => arg !== '--web' && arg !== '--electron');
  const wantsWeb = process.argv.includes('--web');
  const wantsElectron = process.argv.includes('--electron');
  const cwd = userFolder('start');
  await ensureInstalled();
  await ensureBuilt();

  const serve = () => runProject('out/main/cli.js', ['serve', '--open', ...args], { cwd });
  if (wantsWeb) {
    say('opening the studio in the browser, as --web asks');
    return serve();
  }
  const electron = findElectron();
  const obstacle = electron
    ? windowObstacle({ platform: process.platform, env: process.env, isRoot: process.geteuid?.() === 0 })
    : `Electron is not installed: ${electronOutcome() ?? 'it was never downloaded'}`;
  if (obstacle !== undefined && wantsElectron) throw new SetupFailure(`${obstacle}, so --electron cannot be met.`);
  if (electron === undefined || obstacle !== undefined) {
    say(`opening the studio in the browser, because ${obstacle}`);
    return serve();
  }

  say(`opening the studio in Electron (${electron})`);
  const startedAt = Date.now();
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE; // it would turn the window into a plain Node.js
  const code = await runAttached(electron, [projectRoot, ...args], { cwd, env });
  const hasFailedToStart = code !== 0 && code !== 130 && code !== 143 && Date.now() - startedAt < failedStartMs;
  if (!hasFailedToStart || wantsElectron) return code;
  say(`opening the studio in the browser, because Electron ended at once with code ${code}`);
  return serve();
});
