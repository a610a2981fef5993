// `npm run live`: one call to each provider whose key is set. It costs a few cents, so it must be asked for.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './bootstrap.mjs';
import { projectEnvironment, runAttached } from './processes.mjs';
import { SetupFailure, projectNode, projectRoot, runScript } from './project.mjs';

await runScript(async () => {
  if (process.env.TELAR_LIVE !== '1') {
    throw new SetupFailure('These calls cost money (less than a cent each): set TELAR_LIVE=1 to make them.');
  }
  await ensureInstalled();
  await ensureBuilt();
  const program = join(projectRoot, 'tests', 'live', 'run-live.ts');
  return runAttached(projectNode, [program], { env: projectEnvironment() });
});
