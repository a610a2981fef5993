import { runQuietly, projectEnvironment } from './processes.mjs';
import { commandOf, projectNode, say } from './project.mjs';

/**
 * One quality gate, run as its own process.
 * @typedef {{ name: string, package: string, command?: string, args: string[] }} Step
 */

/** Prettier passes over what it has seen with the same content, options and version. */
const rememberedByContent = ['--cache', '--cache-strategy=content'];

/** @type {Step[]} the slow ones first, so that two at a time finish together */
export const checkSteps = [
  { name: 'types', package: 'typescript-native', command: 'tsc', args: ['-b', '--singleThreaded'] },
  { name: 'lint', package: 'oxlint', args: ['.'] },
  { name: 'format', package: 'prettier', args: ['--check', '.', '--log-level', 'warn', ...rememberedByContent] },
  { name: 'dependencies', package: 'dependency-cruiser', command: 'depcruise', args: ['src', '--output-type', 'err'] },
  { name: 'dead code', package: 'knip', args: [] },
];

/** @type {Step} */
export const unitStep = { name: 'unit tests', package: 'vitest', args: ['run', '--project', 'unit*'] };

/**
 * Runs the steps two at a time (a small machine has two cores) and shows the output of those that fail.
 * @param {Step[]} steps
 * @returns {Promise<string[]>} the names of the failed steps
 */
export async function runSteps(steps, concurrency = 2) {
  const waiting = [...steps];
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedAt = Date.now();
      const { code, output } = await runQuietly(projectNode, [commandOf(step.package, step.command), ...step.args], {
        env: projectEnvironment(),
      });
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      say(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(14)} ${seconds} s`);
      if (code === 0) continue;
      failed.push(step.name);
      process.stderr.write(`${output.trimEnd()}\n\n`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return failed;
}
