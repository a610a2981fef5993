// `npm run -s telar -- …`: the command line. Stdout carries only what the command prints.
import { ensureBuilt, ensureInstalled, runProject, userFolder } from './bootstrap.mjs';
import { runScript } from './project.mjs';

await runScript(async () => {
  const cwd = userFolder('telar');
  await ensureInstalled();
  await ensureBuilt();
  return runProject('out/main/cli.js', process.argv.slice(2), { cwd });
});
