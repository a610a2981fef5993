// From a bare clone to a built program: installs what the lockfile asks, builds what is stale, runs it on Node 24.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from './electron-binary.mjs';
import { withLock } from './lock.mjs';
import { findNpm } from './npm.mjs';
import { projectEnvironment, runAttached, runQuietly } from './processes.mjs';
import {
  SetupFailure,
  commandOf,
  nodeModules,
  projectNode,
  projectRoot,
  readJson,
  say,
  workFolder,
} from './project.mjs';
import { fingerprint, isCurrentInstall, matchesLockfile, readStamp, sha256, writeStamp } from './stamp.mjs';

export const installStampFile = join(nodeModules, '.telar-install.json');
const buildStampFile = join(projectRoot, 'out', '.telar-build.json');
const npmTree = join(nodeModules, '.package-lock.json');
const electronDownloadLimitMs = 60_000;

const buildInputs = [
  'src',
  'electron.vite.config.ts',
  'scripts/library-types.mjs',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.main.json',
  'tsconfig.preload.json',
  'tsconfig.renderer.json',
  'tsconfig.shared.json',
];
const buildOutputs = [
  'out/main/cli.js',
  'out/main/electron.js',
  'out/main/library.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];

/** Installs the locked packages unless they are there. Uses the network only when something is missing. */
export async function ensureInstalled() {
  const wanted = {
    lockfile: sha256(readFileSync(join(projectRoot, 'package-lock.json'))),
    platform: process.platform,
    arch: process.arch,
  };
  const isReady = () => isCurrentInstall(readStamp(installStampFile), wanted) && existsSync(projectNode);
  if (isReady()) return;
  await withLock(join(workFolder, 'install.lock'), 'installing packages', async (setChild) => {
    if (isReady()) return; // by the one we waited for
    const lockfile = readJson(join(projectRoot, 'package-lock.json'));
    const isInstalled = matchesLockfile(lockfile, readStamp(npmTree), (path) => existsSync(join(projectRoot, path)));
    rmSync(installStampFile, { force: true });
    if (!isInstalled) await installPackages(setChild);
    if (!isInstalled || !existsSync(projectNode)) await installNode(setChild);
    writeStamp(installStampFile, { ...wanted, electron: await downloadElectron(setChild) });
  });
}

/** Why Electron is not there, as its one download attempt found; undefined when never tried. */
export function electronOutcome() {
  return /** @type {import('./stamp.mjs').InstallStamp | undefined} */ (readStamp(installStampFile))?.electron;
}

async function installPackages(/** @type {(pid: number) => void} */ setChild) {
  say('installing the packages (once, about a minute) …');
  // npm's own record of a finished tree; without it a kill from here on is always noticed.
  rmSync(npmTree, { force: true });
  moveRunningNodeAway();
  await runNpm(['ci', '--ignore-scripts', '--include=dev', '--include=optional'], setChild);
}

async function installNode(/** @type {(pid: number) => void} */ setChild) {
  say('installing Node.js 24 for the project (once) …');
  await runNpm(['rebuild', 'node', '--ignore-scripts=false'], setChild);
  const { code, output } = await runQuietly(projectNode, ['--version']);
  if (code !== 0) throw new SetupFailure(`the project's own Node.js (${projectNode}) does not run here.\n${output}`);
}

async function runNpm(/** @type {string[]} */ args, /** @type {(pid: number) => void} */ setChild) {
  const npm = findNpm();
  if (!npm) throw new SetupFailure('npm was not found. Install Node.js 20 or newer together with npm, then try again.');
  const env = { ...process.env, PATH: npm.path };
  const call = (/** @type {string[]} */ words) =>
    runQuietly(npm.command, [...npm.args, ...words, '--loglevel=error', '--no-progress'], { env, onStart: setChild });
  // Without a network npm tries every one of hundreds of packages, a minute long. Its cache may still hold them all.
  const ping = await call(['ping', '--fetch-retries=0']);
  const isOffline = ping.code !== 0 && networkError.test(ping.output);
  const { code, output } = await call(isOffline ? [...args, '--offline'] : args);
  if (code !== 0) throw new SetupFailure(explainNpmFailure(args, output));
}

const networkError =
  /\b(ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

/** One sentence that says what to do, then npm's own words. */
export function explainNpmFailure(/** @type {string[]} */ args, /** @type {string} */ output) {
  const lines = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^npm (warn|error)?\s*$|^npm warn/.test(line));
  const words = lines.slice(0, 12).join('\n'); // what follows is npm's usage and the path of its log
  if (output.includes('ENOSPC')) return `the disk is full; about 1 GB is needed. npm said:\n${words}`;
  if (networkError.test(output)) {
    return `the packages cannot be fetched: the npm registry is not reachable. Connect to the network and run this again. npm said:\n${words}`;
  }
  if (/package-lock\.json.*(in sync|not match)|EUSAGE/s.test(output)) {
    return `package.json and package-lock.json disagree. Run \`npm install\` and try again. npm said:\n${words}`;
  }
  return `\`npm ${args.join(' ')}\` failed. npm said:\n${words}`;
}

/** Windows cannot delete a running program but can move it, and this script may run on the project's own Node.js. */
function moveRunningNodeAway() {
  if (process.platform !== 'win32' || process.execPath !== projectNode) return;
  mkdirSync(workFolder, { recursive: true });
  renameSync(projectNode, join(workFolder, `replaced-node-${process.pid}.exe`));
}

/** Electron's own download, tried once per install and never at a start. Resolves to `ready` or the reason. */
async function downloadElectron(/** @type {(pid: number) => void} */ setChild) {
  if (findElectron()) return 'ready';
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'ELECTRON_SKIP_BINARY_DOWNLOAD was set at the install';
  say(`downloading Electron (once, at most ${electronDownloadLimitMs / 1000} s) …`);
  const { output, timedOut } = await runQuietly(projectNode, [join(nodeModules, 'electron', 'install.js')], {
    env: projectEnvironment(),
    timeoutMs: electronDownloadLimitMs,
    onStart: setChild,
  });
  if (findElectron()) return 'ready';
  if (timedOut) return `its download took longer than ${electronDownloadLimitMs / 1000} s`;
  const reason = output.split('\n').find((line) => /error/i.test(line)) ?? 'no reason given';
  return `its download failed (${reason.trim().slice(0, 120)})`;
}

const currentInputs = () => fingerprint(projectRoot, buildInputs);

/** Whether out/ was built from exactly these sources. */
export function isBuilt() {
  return (
    readStamp(buildStampFile)?.inputs === currentInputs() &&
    buildOutputs.every((path) => existsSync(join(projectRoot, path)))
  );
}

/** Builds out/ unless it was built from exactly these sources. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await withLock(join(workFolder, 'build.lock'), 'building', async (setChild) => {
    if (isBuilt()) return;
    say('building …');
    const inputs = currentInputs(); // before the build: an edit made while it runs must count as stale
    rmSync(join(projectRoot, 'out'), { recursive: true, force: true });
    const { code, output } = await runQuietly(projectNode, [commandOf('electron-vite'), 'build'], {
      env: projectEnvironment(),
      onStart: setChild,
    });
    if (code !== 0) throw new SetupFailure(`the build failed.\n${output}`);
    writeStamp(buildStampFile, { inputs });
  });
}

/**
 * Runs a built program on the project's Node.js, in the user's terminal.
 * @param {string} entry relative to the project
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 * @returns {Promise<number>} its exit code
 */
export function runProject(entry, args, { cwd = process.cwd() } = {}) {
  return runAttached(projectNode, [join(projectRoot, entry), ...args], { cwd });
}

/**
 * The folder that relative paths on the command line start from. npm changes into the project before it runs a
 * script and leaves the user's folder in INIT_CWD, which any program started from there inherits: it counts only
 * for the script that npm itself has started.
 * @param {string} script its name in package.json
 */
export function userFolder(script, env = process.env, cwd = process.cwd()) {
  const isStartedByNpm = env.npm_lifecycle_event === script && cwd === projectRoot;
  return (isStartedByNpm && env.INIT_CWD) || cwd;
}
