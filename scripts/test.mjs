// `npm test`: everything, from a bare clone. The last line of stdout is `N passed, N failed, N skipped`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './bootstrap.mjs';
import { provideChromium } from './chromium.mjs';
import { providePictureTools } from './picture-tools.mjs';
import { findElectron } from './electron-binary.mjs';
import { failuresOfPlaywright, failuresOfVitest, tellFailures } from './failures.mjs';
import { projectEnvironment, runAttached, runQuietly } from './processes.mjs';
import { SetupFailure, commandOf, projectNode, readJson, runScript, say, workFolder } from './project.mjs';
import { checkSteps, runSteps } from './steps.mjs';
import { addCounts, countListed, countPlaywright, countVitest, judgeRun, summaryLine } from './summary.mjs';

/** @typedef {import('./summary.mjs').Counts} Counts */

/** @type {import('./failures.mjs').Failure[]} what failed in any runner; told again at the end */
const failures = [];

/** @returns {Counts | undefined} */
function readCounts(/** @type {string} */ report, /** @type {(report: any) => Counts} */ count) {
  try {
    return count(readJson(report));
  } catch (error) {
    say(`no readable report at ${report}: ${String(error)}`);
    return undefined;
  }
}

/** Only a missing browser or Electron may skip tests; a test that skips itself hides something. */
function refuseSkips(/** @type {string} */ runner, /** @type {Counts} */ counts) {
  if (counts.skipped === 0) return counts;
  say(`FAILED ${counts.skipped} ${runner} tests skip themselves, which is not allowed`);
  return { passed: counts.passed, failed: counts.failed + counts.skipped, skipped: 0 };
}

async function runVitest() {
  const report = join(workFolder, 'vitest.json');
  const unhandled = `${report}.unhandled`;
  for (const old of [report, unhandled]) rmSync(old, { force: true });
  const code = await runAttached(projectNode, [commandOf('vitest'), 'run'], {
    env: projectEnvironment({ TELAR_VITEST_REPORT: report }),
  });
  const counts = readCounts(report, (read) => {
    failures.push(...failuresOfVitest(read), ...readJson(unhandled));
    return countVitest(read);
  });
  return refuseSkips('vitest', judgeRun(counts, code));
}

const playwright = () => [commandOf('@playwright/test', 'playwright'), 'test'];

/** @param {'web' | 'electron'} project @param {Record<string, string>} env */
async function runPlaywright(project, env) {
  const report = join(workFolder, `playwright-${project}.json`);
  rmSync(report, { force: true });
  const code = await runAttached(projectNode, [...playwright(), '--project', project], {
    env: projectEnvironment({ ...env, TELAR_PLAYWRIGHT_REPORT: report }),
  });
  const counts = readCounts(report, (read) => {
    failures.push(...failuresOfPlaywright(read));
    return countPlaywright(read);
  });
  return refuseSkips(project, judgeRun(counts, code));
}

/** The tests of a project that cannot run here, each counted as skipped. */
async function countSkipped(/** @type {'web' | 'electron'} */ project) {
  const args = [...playwright(), '--project', project, '--list', '--reporter', 'json'];
  const { code, output } = await runQuietly(projectNode, args, { env: projectEnvironment() });
  if (code !== 0) {
    say(`the ${project} tests could not even be listed:\n${output}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return { passed: 0, failed: 0, skipped: countListed(JSON.parse(output.slice(output.indexOf('{')))) };
}

async function runWebTests() {
  /** @type {string | undefined} */
  let chromium;
  try {
    chromium = await provideChromium();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(`FAILED web: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (chromium !== undefined) return runPlaywright('web', { TELAR_CHROMIUM: chromium });
  const counts = await countSkipped('web');
  say(`!!! NO CHROMIUM could be had: ${counts.skipped} end-to-end tests SKIPPED !!!`);
  return counts;
}

async function runElectronTests() {
  const electron = findElectron();
  if (electron !== undefined) return runPlaywright('electron', {});
  const counts = await countSkipped('electron');
  say(`!!! NO ELECTRON on this machine: ${counts.skipped} Electron tests SKIPPED, the only skip that is allowed !!!`);
  return counts;
}

/** @returns {Promise<Counts>} */
async function runEverything() {
  await ensureInstalled();
  await ensureBuilt();
  await providePictureTools();
  const failedGates = await runSteps(checkSteps);
  const vitest = await runVitest();
  const web = await runWebTests();
  const electron = await runElectronTests();
  const gates = { passed: 0, failed: failedGates.length, skipped: 0 };
  if (failures.length > 0) say(`what failed, once more:\n${tellFailures(failures)}`);
  if (failedGates.length > 0) say(`FAILED gates: ${failedGates.join(', ')} (each counts as one failure)`);
  say(`vitest: ${summaryLine(vitest)}; web: ${summaryLine(web)}; electron: ${summaryLine(electron)}`);
  return addCounts([vitest, web, electron, gates]);
}

await runScript(async () => {
  const counts = await runEverything().catch((/** @type {unknown} */ error) => {
    say(error instanceof SetupFailure ? error.message : String(error instanceof Error ? error.stack : error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  console.log(summaryLine(counts));
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
});
