// `npm run check`: every gate that needs no build and no browser.
import { ensureInstalled } from './bootstrap.mjs';
import { runScript, say } from './project.mjs';
import { checkSteps, runSteps, unitStep } from './steps.mjs';

await runScript(async () => {
  await ensureInstalled();
  const startedAt = Date.now();
  const steps = [...checkSteps, unitStep];
  const failed = await runSteps(steps);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const verdict = failed.length === 0 ? 'all passed' : `${failed.length} failed: ${failed.join(', ')}`;
  say(`${steps.length} gates in ${seconds} s, ${verdict}`);
  return failed.length === 0 ? 0 : 1;
});
