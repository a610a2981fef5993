import { toFailure, type FailureData } from '../../../shared/base/index.ts';
import type { Core } from '../../core/index.ts';
import { resolveDataFolder } from '../../platform/index.ts';
import { checkDisk, checkKeys, checkLedger, checkPort, checkRuntime, type Finding } from './doctor-checks.ts';
import { checkBudget, checkExecutionProviders, checkModels, drawTrialPicture } from './doctor-engine.ts';
import { exitCodes } from './exit-codes.ts';
import { resourcesFolder, startLocalCore, telarVersion } from './local-core.ts';
import type { Output } from './output.ts';

export interface DoctorFlags {
  /** Also tries the engine of this machine, with a real picture. */
  engine?: boolean;
}

/** One check as it came out. */
interface Check {
  name: string;
  ok: boolean;
  /** In words. */
  detail: string;
  facts: Readonly<Record<string, unknown>>;
  failure: FailureData | null;
}

/** `telar doctor`: what this machine has, and whether Telar can work with it; exits 1 when something is wrong. */
export async function doctorCommand(flags: DoctorFlags, output: Output): Promise<number> {
  const home = resolveDataFolder();
  const report = {
    telar: telarVersion,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    dataFolder: home,
    resources: resourcesFolder,
  };
  for (const [name, value] of Object.entries(report)) output.text(`${name.padEnd(12)} ${value}`);
  const checks: Check[] = [];

  async function check(name: string, look: () => Promise<Finding> | Finding): Promise<void> {
    const done = await outcomeOf(name, look);
    checks.push(done);
    output.text(`${done.ok ? 'ok ' : 'BAD'} ${done.name.padEnd(12)} ${done.failure?.code ?? done.detail}`);
    if (done.failure !== null) output.explain(done.failure);
  }

  await check('disk', () => checkDisk(home));
  const opened = await outcomeOrCore();
  if ('failure' in opened) {
    await check('database', () => {
      throw opened.failure;
    });
  } else {
    const { core } = opened;
    try {
      await check('database', () => checkLedger(core));
      await check('port', () => checkPort(home));
      await check('keys', () => checkKeys(core));
      await check('engine', () => checkRuntime(core));
      if (flags.engine === true) {
        await check('picture', () => drawTrialPicture(core, home));
        // After the picture: the process runs, and has tried what it can run on.
        await check('runs on', () => checkExecutionProviders(core));
        await check('memory', () => checkBudget(core));
        await check('models', () => checkModels(core));
      }
    } finally {
      await core.close();
    }
  }

  const failure = checks.find((each) => !each.ok)?.failure ?? null;
  const runtime = checks.find(({ name, ok }) => name === 'engine' && ok)?.facts;
  output.line({
    type: 'doctor',
    ok: failure === null,
    ...report,
    ...runtime,
    checks,
    ...(failure === null ? {} : { failure }),
  });
  return failure === null ? exitCodes.done : exitCodes.failed;
}

async function outcomeOf(name: string, look: () => Promise<Finding> | Finding): Promise<Check> {
  try {
    const { detail, facts } = await look();
    return { name, ok: true, detail, facts, failure: null };
  } catch (error) {
    const failure = toFailure(error);
    return { name, ok: false, detail: failure.message, facts: {}, failure };
  }
}

/** Opens the data folder as a run would, or tells why it cannot be opened. */
async function outcomeOrCore(): Promise<{ core: Core } | { failure: Error }> {
  try {
    return { core: await startLocalCore({ host: 'cli' }) };
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)) };
  }
}
