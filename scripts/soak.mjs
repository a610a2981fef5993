// `npm run soak`: the randomised suites with their long counts. The last line of stdout is `N passed, N failed, N skipped`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './bootstrap.mjs';
import { projectEnvironment, runAttached } from './processes.mjs';
import { commandOf, projectNode, readJson, runScript, workFolder } from './project.mjs';
import { countVitest, judgeRun, summaryLine } from './summary.mjs';

/** Where random cases, crashes and kills are. Names given on the command line choose among them. */
const suites = [
  'src/shared',
  'src/main',
  'tests/plan',
  'tests/golden',
  'tests/artifact',
  'tests/assist',
  'tests/diffusion',
  'tests/engine',
  'tests/faults',
  'tests/platform',
  'tests/weights',
];
const hourMs = 3_600_000;

await runScript(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const report = join(workFolder, 'soak.json');
  rmSync(report, { force: true });
  const chosen = process.argv.length > 2 ? process.argv.slice(2) : suites;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const patience = [`--testTimeout=${hourMs}`, `--hookTimeout=${hourMs}`];
  const code = await runAttached(projectNode, [commandOf('vitest'), 'run', ...patience, ...reporters, ...chosen], {
    env: projectEnvironment({ TELAR_SOAK: '1' }),
  });
  const counts = judgeRun(countVitest(readJson(report)), code);
  console.log(summaryLine(counts));
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
});
