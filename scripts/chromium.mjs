// Finds a Chromium for the end-to-end tests, or gets one.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './apt.mjs';
import { projectEnvironment, runQuietly } from './processes.mjs';
import { SetupFailure, commandOf, projectNode, say } from './project.mjs';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplications = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const downloadLimitMs = 5 * 60_000;

/** Chromium programs of this machine, best first. */
export function chromiumCandidates(env = process.env) {
  const chosen = env.TELAR_CHROMIUM;
  if (chosen) return [chosen];
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...macApplications].filter((path) => existsSync(path));
}

/** The first candidate that really starts: Ubuntu's `chromium` may be a stub that only names a snap. */
async function findWorking() {
  for (const path of chromiumCandidates()) {
    const { code, output } = await runQuietly(path, ['--version'], { timeoutMs: 20_000 });
    if (code === 0 && /\d+\.\d+/.test(output)) return path;
  }
  return undefined;
}

/** Playwright's own browser, where it has been downloaded. */
async function findPlaywrightsOwn() {
  const ask = "import('@playwright/test').then(({ chromium }) => process.stdout.write(chromium.executablePath()))";
  const { output } = await runQuietly(projectNode, ['-e', ask], { timeoutMs: 20_000 });
  return existsSync(output) ? output : undefined;
}

async function downloadPlaywrightsOwn() {
  say('downloading the Chromium of Playwright (once) …');
  const { code, output } = await runQuietly(
    projectNode,
    [commandOf('@playwright/test', 'playwright'), 'install', 'chromium'],
    {
      env: projectEnvironment(),
      timeoutMs: downloadLimitMs,
    },
  );
  if (code !== 0) say(`Playwright could not download Chromium:\n${output.trim().split('\n').slice(-5).join('\n')}`);
}

/**
 * Path of a Chromium that starts, installing one if need be.
 * @returns {Promise<string | undefined>}
 */
export async function provideChromium() {
  const working = await findWorking();
  if (working === undefined && process.env.TELAR_CHROMIUM) {
    throw new SetupFailure(`TELAR_CHROMIUM names ${process.env.TELAR_CHROMIUM}, which does not start.`);
  }
  const present = working ?? (await findPlaywrightsOwn());
  if (present) return present;
  await installWithApt('chromium', ['chromium', 'fonts-liberation']);
  const installed = await findWorking();
  if (installed) return installed;
  await downloadPlaywrightsOwn();
  return findPlaywrightsOwn();
}
