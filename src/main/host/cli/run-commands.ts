import { ConfirmationRequiredError, toUsd, type MicroUsd, type TelarError } from '../../../shared/base/index.ts';
import type { RunChoices, RunConsent } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { describePlan, exceedsCap, type Core, type HeadlessRun } from '../../core/index.ts';
import { askYes, canAsk } from './confirm.ts';
import { tellAlert } from './cost-commands.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { planText } from './plan-output.ts';
import { createRunReporter, type RunReporter } from './run-output.ts';
import { parseBudget, parseRunFlags, type PlanFlags } from './scope-options.ts';
import { withCore } from './with-core.ts';

/** `telar plan FILE`: what would run, in which order, why and for how much. */
export async function planCommand(file: string, flags: PlanFlags, output: Output): Promise<number> {
  const budgetMicroUsd = parseBudget(flags.budget);
  return withCore(flags, async (core) => {
    const found = await core.headless.plan(file, await choicesOf(core, file, flags));
    const cap = await core.headless.cap(file, budgetMicroUsd);
    const plan = { ...found, warnings: [...found.warnings, ...budgetWarnings(found, cap)] };
    output.line(describePlan(plan, cap));
    output.text(planText(plan));
    return plan.cells.some((cell) => cell.failure !== null) ? exitCodes.badInput : exitCodes.done;
  });
}

/** `telar run FILE`: runs what is missing or stale. Cells that cannot run stop it before anything starts. */
export async function runCommand(file: string, flags: PlanFlags, output: Output): Promise<number> {
  const budgetMicroUsd = parseBudget(flags.budget);
  return withCore(flags, async (core) => {
    const reporter = createRunReporter(output);
    core.onCostAlert((alert) => tellAlert(alert, output));
    const choices = await choicesOf(core, file, flags);
    const consent = async (plan: RunPlan): Promise<RunConsent> => {
      const agreed = await askConsent(plan, flags);
      for (const warning of plan.warnings) output.note(warning);
      return { ...agreed, budgetMicroUsd };
    };
    const run = await core.headless.run(file, choices, consent, (cell) => reporter.onCell(cell));
    return follow(run, reporter, output);
  });
}

function budgetWarnings(plan: RunPlan, cap: MicroUsd | null): string[] {
  if (cap === null || !exceedsCap(plan, cap)) return [];
  const high = toUsd(plan.totals.price.highMicroUsd);
  return [`This may cost up to $${high}, more than the limit of $${toUsd(cap)}: such a run is refused.`];
}

async function choicesOf(core: Core, file: string, flags: PlanFlags): Promise<RunChoices> {
  return parseRunFlags(flags, await core.headless.read(file));
}

/** Follows a run to its end; the first Ctrl+C cancels it. */
async function follow(run: HeadlessRun, reporter: RunReporter, output: Output): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
    run.cancel();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const record = await run.finished;
  reporter.onEnd(record);
  for (const notice of run.notices()) output.note(notice);
  if (interruption.signal.aborted) return exitCodes.interrupted;
  return record.state === 'succeeded' ? exitCodes.done : exitCodes.failed;
}

/** Asks for the price on a terminal; `--yes` says so beforehand; otherwise a paid run is refused by the core. */
export async function askConsent(
  plan: RunPlan,
  flags: Pick<PlanFlags, 'yes' | 'allowUnknownPrice'>,
): Promise<Pick<RunConsent, 'confirmedMicroUsd' | 'allowUnknownPrice'>> {
  const running = plan.cells.filter((cell) => cell.action === 'run');
  const isUnknown = running.some((cell) => !cell.price.isKnown);
  const high = plan.totals.price.highMicroUsd;
  const allowUnknownPrice = flags.allowUnknownPrice === true;
  if (plan.rehearsal || (high === 0 && !isUnknown)) return { confirmedMicroUsd: null, allowUnknownPrice };
  if (flags.yes === true) return { confirmedMicroUsd: high, allowUnknownPrice };
  if (!canAsk()) return { confirmedMicroUsd: null, allowUnknownPrice };
  const price = isUnknown ? 'an unknown price' : `up to $${toUsd(high)}`;
  const agreed = await askYes(`Run ${running.length} cells for ${price}? [y/N] `);
  if (!agreed) throw declined(toUsd(high));
  return { confirmedMicroUsd: high, allowUnknownPrice: allowUnknownPrice || isUnknown };
}

function declined(usd: number): TelarError {
  return new ConfirmationRequiredError('paid', 'The run was not confirmed, nothing was started.', {
    hint: 'Rehearse it for nothing with --rehearse, or lower the price by running fewer cells.',
    values: { usd },
  });
}
