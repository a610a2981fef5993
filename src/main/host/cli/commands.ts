import { toFailure, UsageError } from '../../../shared/base/index.ts';
import type { EngineInfo } from '../../../shared/contract/index.ts';
import { resolveDataFolder } from '../../platform/index.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { resourcesFolder, startLocalCore, telarVersion } from './local-core.ts';
import type { Output } from './output.ts';
import { planLine, planText } from './plan-output.ts';
import { createRunReporter } from './run-output.ts';
import { parsePlanFlags, type PlanFlags } from './scope-options.ts';

/** `telar plan FILE`: what would run, in which order, why and for how much. */
export async function planCommand(file: string, flags: PlanFlags, output: Output): Promise<number> {
  const options = parsePlanFlags(flags);
  const core = await startLocalCore({ host: 'cli', outputDir: flags.outputDir });
  try {
    const plan = await core.headless.plan(file, options);
    output.line(planLine(plan));
    output.text(planText(plan));
    return plan.cells.some((cell) => cell.failure !== null) ? exitCodes.badInput : exitCodes.done;
  } finally {
    await core.close();
  }
}

/** `telar run FILE`: runs what is missing or stale. Cells that cannot run stop it before anything starts. */
export async function runCommand(file: string, flags: PlanFlags, output: Output): Promise<number> {
  const options = parsePlanFlags(flags);
  const core = await startLocalCore({ host: 'cli', outputDir: flags.outputDir });
  try {
    const preview = await core.headless.plan(file, options);
    const broken = preview.cells.find((cell) => cell.failure !== null)?.failure;
    if (broken !== undefined && broken !== null) {
      output.failure({ ...broken, place: { file, ...broken.place } });
      return exitCodeOf(broken.code);
    }
    const reporter = createRunReporter(output, preview.cells.length);
    const run = await core.headless.run(file, options, (cell) => reporter.onCell(cell));
    const interruption = new AbortController();
    const interrupt = (): void => {
      interruption.abort();
      run.cancel();
    };
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    const record = await run.finished;
    reporter.onEnd(record);
    if (interruption.signal.aborted) return exitCodes.interrupted;
    return record.state === 'succeeded' ? exitCodes.done : exitCodes.failed;
  } finally {
    await core.close();
  }
}

/** `telar doctor`: versions, execution providers, folders; exits 1 when something is wrong. */
export async function doctorCommand(output: Output): Promise<number> {
  const report = {
    telar: telarVersion,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    dataFolder: resolveDataFolder(),
    resources: resourcesFolder,
  };
  for (const [name, value] of Object.entries(report)) output.text(`${name.padEnd(12)} ${value}`);
  try {
    const engine = await inspectEngine();
    output.line({ type: 'doctor', ok: true, ...report, ...engine });
    output.text(`onnxruntime  ${engine.onnxruntime}`);
    output.text(`providers    ${engine.executionProviders.join(', ')}`);
    return exitCodes.done;
  } catch (error) {
    const failure = toFailure(error);
    output.line({ type: 'doctor', ok: false, ...report, failure });
    output.explain(failure);
    return exitCodes.failed;
  }
}

/** Opens the data folder and starts the engine process, as a run would. */
async function inspectEngine(): Promise<EngineInfo> {
  const core = await startLocalCore({ host: 'cli' });
  try {
    return await core.describeEngine();
  } finally {
    await core.close();
  }
}

/** Reads `--port`. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError('invalid', `"${text}" is not a port.`, { hint: 'Use a number from 1 to 65535.' });
}
