import { readFileSync } from 'node:fs';
import { toFailure, UsageError } from '../../../shared/base/index.ts';
import type { RunConsent } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import type { Core, InferenceOutcome } from '../../core/index.ts';
import { checkTarget, saveOutputs } from '../local/index.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { parseInferArguments } from './infer-arguments.ts';
import type { Output } from './output.ts';
import { askConsent } from './run-commands.ts';
import { parseBudget } from './scope-options.ts';
import { clearLine, untilInterrupted } from './until-interrupted.ts';
import { withCore } from './with-core.ts';

export interface InferFlags {
  output?: string;
  force?: boolean;
  yes?: boolean;
  budget?: string;
  allowUnknownPrice?: boolean;
  rehearse?: boolean;
  resume?: boolean;
}

/** `telar infer MODEL key=value…`: one inference outside any document; with `--resume` what was interrupted. */
export async function inferCommand(
  model: string | undefined,
  args: readonly string[],
  flags: InferFlags,
  output: Output,
): Promise<number> {
  if (flags.resume === true) {
    if (model !== undefined) throw usage('--resume finishes what was begun', 'Leave the model and its parameters out.');
    return withCore({}, (core) => resumeAll(core, output));
  }
  if (model === undefined) throw usage('no model was named', 'telar infer MODEL key=value …');
  const budgetMicroUsd = parseBudget(flags.budget);
  const replace = flags.force === true;
  if (flags.output !== undefined) await checkTarget(flags.output, { replace });
  return withCore({}, async (core) => {
    const params = parseInferArguments(args, core.inference.template(model));
    const consent = async (plan: RunPlan): Promise<RunConsent> => {
      for (const warning of plan.warnings) output.note(warning);
      return { ...(await askConsent(plan, flags)), budgetMicroUsd };
    };
    const options = { baseDir: process.cwd(), rehearse: flags.rehearse === true };
    return untilInterrupted(output, async (signal, onCell) => {
      const outcome = await core.inference.infer(model, params, consent, { ...options, signal, onCell });
      const savedTo = flags.output === undefined ? null : await saveOutputs(outcome.paths, flags.output, { replace });
      report(outcome, savedTo, output);
    });
  });
}

/** Finishes every interrupted inference; one that cannot be finished keeps no other from it. */
async function resumeAll(core: Core, output: Output): Promise<number> {
  const open = await core.inference.open();
  if (open.length === 0) output.text('No interrupted inference is open.');
  let code: number = exitCodes.done;
  for (const { file } of open) {
    try {
      const one = await untilInterrupted(output, async (signal, onCell) => {
        report(await core.inference.resume(file, { signal, onCell }), null, output);
      });
      if (one === exitCodes.interrupted) return one;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'InternalError') throw error;
      output.failure(failure);
      code = exitCodeOf(failure.code);
    }
  }
  return code;
}

function report(outcome: InferenceOutcome, savedTo: string[] | null, output: Output): void {
  output.line({ type: 'result', ...outcome, ...(savedTo === null ? {} : { savedTo }) });
  if (process.stderr.isTTY && !output.json) process.stderr.write(clearLine);
  const paths = savedTo ?? outcome.paths;
  if (outcome.outputType === 'text' && savedTo === null) output.text(readFileSync(paths[0] ?? '', 'utf8'));
  else for (const path of paths) output.text(path);
  output.note(costText(outcome));
}

function costText({ rehearsal, costUsd, seed, timings }: InferenceOutcome): string {
  const cost = rehearsal ? 'rehearsal, nothing charged' : costUsd === 0 ? 'free' : `$${costUsd}`;
  const seconds = ((timings.totalMs ?? 0) / 1000).toFixed(1);
  return [cost, `${seconds} s`, ...(seed === null ? [] : [`seed ${seed}`])].join(' · ');
}

function usage(what: string, hint: string): Error {
  return new UsageError('invalid', `Nothing was run: ${what}.`, { hint });
}
