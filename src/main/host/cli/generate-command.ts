import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { explain, type Recommendation } from '../../../shared/assist/index.ts';
import { ConfirmationRequiredError, UsageError, type TakeId } from '../../../shared/base/index.ts';
import type { RunConsent } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { sheetFormat, type Core, type GenerationResult, type Pipeline, type ResumeOptions } from '../../core/index.ts';
import { checkTarget, prepareTargetFolder } from '../local/index.ts';
import { tellProblems } from './advice-problems.ts';
import { askYes, canAsk } from './confirm.ts';
import { batchOf, choicesOf, orderFlagsOf, scaleOf, wishesOf, type GenerateFlags } from './generate-arguments.ts';
import type { Output } from './output.ts';
import { priceText } from './plan-output.ts';
import type { RecommendWishes } from './recommend-arguments.ts';
import { adviceLine, adviceText } from './recommend-command.ts';
import { askConsent } from './run-commands.ts';
import { parseBudget } from './scope-options.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { withCore } from './with-core.ts';

/**
 * `telar generate PROMPT`: pictures by advice, each saved with what it was made with; with `--resume` those that a generation
 * has not made yet.
 */
export async function generateCommand(
  prompt: string | undefined,
  flags: GenerateFlags,
  output: Output,
): Promise<number> {
  const wishes = wishesOf(flags);
  const order = orderOf(prompt, flags, wishes);
  const budgetMicroUsd = parseBudget(flags.budget);
  scaleOf(flags);
  if (flags.output !== undefined) await prepareTargetFolder(flags.output);
  if (flags.sheet !== undefined) {
    sheetFormat(flags.sheet);
    await checkTarget(flags.sheet, { replace: flags.force === true });
  }
  return withCore({}, async (core) => {
    const pipeline = core.assist.createPipeline(wishes.config);
    const run = await order(pipeline, output);
    const consent = async (plan: RunPlan): Promise<RunConsent> => {
      for (const warning of plan.warnings) output.note(warning);
      if (flags.resume !== undefined) tellRest(plan, output);
      return { ...(await askConsent(plan, flags)), budgetMicroUsd };
    };
    return untilInterrupted(output, async (signal, onProgress) => {
      const made: GenerationResult[] = [];
      const begun: string[] = [];
      let isWhole = false;
      const onStart = (id: string): void => {
        begun.push(id);
        output.line({ type: 'generation', id });
      };
      try {
        await run({ signal, consent, onProgress, onStart, onResult: (result) => void made.push(result) });
        isWhole = true;
      } finally {
        // What was made is told and kept, also when others were not.
        for (const result of made) await report(result, { flags, wishes, core }, output);
        if (flags.sheet !== undefined) await reportSheet(made, { sheet: flags.sheet, flags, wishes, pipeline }, output);
        if (!isWhole) for (const id of begun) output.note(`What is missing is made by: telar generate --resume ${id}`);
      }
    });
  });
}

type Run = (options: ResumeOptions) => Promise<unknown>;

/** What is to be made, before the core is started. Throws UsageError for flags that do not go together. */
function orderOf(
  prompt: string | undefined,
  flags: GenerateFlags,
  wishes: RecommendWishes,
): (pipeline: Pipeline, output: Output) => Promise<Run> {
  const { resume } = flags;
  if (resume !== undefined) {
    const late = [...(prompt === undefined ? [] : ['the prompt']), ...orderFlagsOf(flags)];
    if (late.length === 0) return (pipeline) => Promise.resolve((options) => pipeline.resume(resume, options));
    throw new UsageError('invalid', 'Nothing was made: --resume goes on with what was ordered before.', {
      hint: `Leave out ${late.join(', ')}.`,
    });
  }
  const { config, seed, negativePrompt } = wishes;
  const batch = batchOf(flags);
  const chosen = { ...choicesOf(flags), seed, negativePrompt };
  if (prompt === undefined || prompt.trim() === '') {
    throw new UsageError('empty-prompt', 'There is no prompt.', { hint: 'Say what is to be made.' });
  }
  return async (pipeline, output) => {
    const recommendation = config.mode === 'manual' ? null : await pipeline.analyzeAndRecommend(prompt, chosen);
    if (recommendation !== null) tellAdvice(recommendation, wishes, output);
    if (config.mode === 'assisted') await confirmAdvice(flags);
    const advised = recommendation === null ? {} : { recommendation };
    return (options) => {
      const all = { ...chosen, ...advised, ...options };
      return batch === null ? pipeline.generate(prompt, all) : pipeline.generateBatch(prompt, batch, all);
    };
  };
}

function tellAdvice(recommendation: Recommendation, wishes: RecommendWishes, output: Output): void {
  output.line(adviceLine(recommendation, wishes));
  for (const line of adviceText(recommendation, wishes)) output.note(line);
  tellProblems(recommendation, output);
}

/** Asks whether the advice is to be followed. Throws ConfirmationRequiredError where nobody can be asked. */
async function confirmAdvice({ yes }: GenerateFlags): Promise<void> {
  if (yes === true) return;
  if (canAsk() && (await askYes('Make it by this advice? [y/N] '))) return;
  throw new ConfirmationRequiredError('advice', 'The advice was not confirmed, nothing was made.', {
    hint: 'Confirm it (on the command line: --yes), or change it with --steps, --cfg, --lora and the like.',
  });
}

/** Says what a generation has not made yet, and what that costs. */
function tellRest({ cells, totals: { run, price } }: RunPlan, output: Output): void {
  if (run > 0) output.note(`Left to make: ${run} of ${cells.length}, ${priceText(price)}.`);
}

/** Writes the contact sheet, also of a batch that was not made to its end. */
async function reportSheet(
  [first]: readonly GenerationResult[],
  {
    sheet,
    flags,
    wishes,
    pipeline,
  }: { sheet: string; flags: GenerateFlags; wishes: RecommendWishes; pipeline: Pipeline },
  output: Output,
): Promise<void> {
  if (first === undefined) return;
  const path = await pipeline.contactSheet(first.generationId, sheet, {
    language: wishes.language,
    disclosure: flags.shareSafe === true ? 'share-safe' : 'full',
  });
  output.line({ type: 'sheet', generationId: first.generationId, path });
  output.text(path);
}

async function report(
  result: GenerationResult,
  { flags, wishes, core }: { flags: GenerateFlags; wishes: RecommendWishes; core: Core },
  output: Output,
): Promise<void> {
  const { id, generationId, metadata } = result;
  const name = `${basename(generationId)}-${id}${extname(result.path)}`;
  const folder =
    flags.output === undefined ? join(dirname(dirname(dirname(result.path))), 'saved') : resolve(flags.output);
  const file = join(folder, name);
  // Its name tells the picture, so one that is there was saved by an earlier call; it may have been worked on since.
  const isKept = flags.resume !== undefined && flags.force !== true && existsSync(file);
  if (isKept) output.note(`It was saved before and is left as it is; --force saves it anew: ${file}`);
  const path = isKept
    ? file
    : await core.assist.save(id as TakeId, file, {
        disclosure: flags.shareSafe === true ? 'share-safe' : 'full',
        scale: scaleOf(flags),
        replace: flags.resume !== undefined && flags.force === true,
      });
  const { level, language } = wishes;
  const sections = result.explanation === null ? null : explain(result.explanation, level, language);
  output.line({
    type: 'result',
    id,
    path,
    seed: metadata.seed,
    generationId,
    metadata,
    explanation: sections === null ? null : { level, language, sections, data: result.explanation },
  });
  output.text(path);
  const { steps, seed, generationTimeSeconds } = metadata;
  output.note(
    [`seed ${seed ?? '?'}`, `${steps ?? '?'} steps`, `${generationTimeSeconds?.toFixed(1) ?? '?'} s`].join(' · '),
  );
}
