import { createInterface } from 'node:readline/promises';
import { ConfirmationRequiredError, toUsd, type TelarError } from '../../../shared/base/index.ts';
import type { RunChoices, RunConsent } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import type { Core } from '../../core/index.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { startLocalCore } from './local-core.ts';
import type { Output } from './output.ts';
import { planLine, planText } from './plan-output.ts';
import { createRunReporter } from './run-output.ts';
import { parseBudget, parseRunFlags, type PlanFlags } from './scope-options.ts';

/** `telar plan FILE`: what would run, in which order, why and for how much. */
export async function planCommand(file: string, flags: PlanFlags, output: Output): Promise<number> {
  return withCore(flags, async (core) => {
    const plan = await core.headless.plan(file, await choicesOf(core, file, flags));
    output.line(planLine(plan));
    output.text(planText(plan));
    return plan.cells.some((cell) => cell.failure !== null) ? exitCodes.badInput : exitCodes.done;
  });
}

/** `telar run FILE`: runs what is missing or stale. Cells that cannot run stop it before anything starts. */
export async function runCommand(file: string, flags: PlanFlags, output: Output): Promise<number> {
  const budgetMicroUsd = parseBudget(flags.budget);
  return withCore(flags, async (core) => {
    const choices = await choicesOf(core, file, flags);
    const preview = await core.headless.plan(file, choices);
    const broken = brokenCell(preview);
    if (broken !== null) {
      output.failure({ ...broken, place: { file, ...broken.place } });
      return exitCodeOf(broken.code);
    }
    const consent = { ...(await askConsent(preview, flags)), budgetMicroUsd };
    return follow(core, { file, choices, consent, cells: preview.cells.length }, output);
  });
}

async function withCore(flags: PlanFlags, work: (core: Core) => Promise<number>): Promise<number> {
  const core = await startLocalCore({ host: 'cli', outputDir: flags.outputDir });
  try {
    return await work(core);
  } finally {
    await core.close();
  }
}

async function choicesOf(core: Core, file: string, flags: PlanFlags): Promise<RunChoices> {
  return parseRunFlags(flags, await core.headless.read(file));
}

/** The failure to report: of a cycle or another cause itself, rather than of a cell that only waits for it. */
function brokenCell(plan: RunPlan) {
  return plan.cells.find((cell) => cell.failure !== null)?.failure ?? null;
}

async function follow(
  core: Core,
  run: { file: string; choices: RunChoices; consent: RunConsent; cells: number },
  output: Output,
): Promise<number> {
  const reporter = createRunReporter(output, run.cells);
  const started = await core.headless.run(run.file, run.choices, run.consent, (cell) => reporter.onCell(cell));
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
    started.cancel();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const record = await started.finished;
  reporter.onEnd(record);
  if (interruption.signal.aborted) return exitCodes.interrupted;
  return record.state === 'succeeded' ? exitCodes.done : exitCodes.failed;
}

/** Asks for the price on a terminal; `--yes` says so beforehand; otherwise a paid run is refused by the core. */
async function askConsent(
  plan: RunPlan,
  flags: PlanFlags,
): Promise<Pick<RunConsent, 'confirmedMicroUsd' | 'allowUnknownPrice'>> {
  const running = plan.cells.filter((cell) => cell.action === 'run');
  const isUnknown = running.some((cell) => !cell.price.isKnown);
  const high = plan.totals.price.highMicroUsd;
  const allowUnknownPrice = flags.allowUnknownPrice === true;
  if (plan.rehearsal || (high === 0 && !isUnknown)) return { confirmedMicroUsd: null, allowUnknownPrice };
  if (flags.yes === true) return { confirmedMicroUsd: high, allowUnknownPrice };
  if (!process.stdin.isTTY || !process.stderr.isTTY) return { confirmedMicroUsd: null, allowUnknownPrice };
  const price = isUnknown ? 'an unknown price' : `up to $${toUsd(high)}`;
  const agreed = await askYes(`Run ${running.length} cells for ${price}? [y/N] `);
  if (!agreed) throw declined(toUsd(high));
  return { confirmedMicroUsd: high, allowUnknownPrice: allowUnknownPrice || isUnknown };
}

async function askYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^\s*(y|yes|s|si|sí)\s*$/i.test(await terminal.question(question));
  } finally {
    terminal.close();
  }
}

function declined(usd: number): TelarError {
  return new ConfirmationRequiredError('paid', 'The run was not confirmed, nothing was started.', {
    hint: 'Rehearse it for nothing with --rehearse, or lower the price by running fewer cells.',
    values: { usd },
  });
}
