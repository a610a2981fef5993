import { rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { TelarError, toFailure } from '../../../shared/base/index.ts';
import type { Core } from '../../core/index.ts';
import { inBytes, type Finding } from './doctor-checks.ts';

/** The model that ships with Telar. */
const trialModel = 'local/telar-mini';
const trialSteps = 4;

/** Draws a real picture in few steps, and removes it again. */
export async function drawTrialPicture(core: Pick<Core, 'inference'>, home: string): Promise<Finding> {
  const startedAt = performance.now();
  const free = { budgetMicroUsd: null, confirmedMicroUsd: null, allowUnknownPrice: false };
  const parameters = { prompt: 'a red house on the left, the sea at night', steps: trialSteps, seed: 1 };
  const { paths, timings } = await core.inference.infer(trialModel, parameters, () => free, { baseDir: home });
  const totalMs = Math.round(performance.now() - startedAt);
  const [folder] = relative(join(home, 'inferences'), paths[0] ?? '').split(sep);
  if (folder !== undefined && folder !== '' && folder !== '..') {
    await rm(join(home, 'inferences', folder), { recursive: true, force: true });
  }
  return {
    detail: `${trialSteps} steps of ${trialModel} in ${(totalMs / 1000).toFixed(1)} s`,
    facts: { model: trialModel, steps: trialSteps, totalMs, timings },
  };
}

/** What models can run on here, and why not on the rest. */
export async function checkExecutionProviders(core: Pick<Core, 'engine'>): Promise<Finding> {
  const { status } = await core.engine.overview();
  const words = status.executionProviders.map(({ name, isReady, reason }) =>
    isReady
      ? `${name}${name === status.executionProvider ? ' (used)' : ''}`
      : `not ${name}: ${reason ?? 'no reason told'}`,
  );
  return {
    detail: words.join('; '),
    facts: { executionProvider: status.executionProvider, probed: status.executionProviders },
  };
}

/** What the engine's process takes, and may take. */
export async function checkBudget(core: Pick<Core, 'engine'>): Promise<Finding> {
  const { status, settings } = await core.engine.overview();
  const { reading, budget } = status;
  const words = [
    `engine ${inBytes(reading.processBytes)} (highest ${inBytes(reading.peakBytes)})`,
    `budget ${inBytes(budget.ramBytes)}`,
    `free ${inBytes(reading.systemFreeBytes)} of ${inBytes(reading.systemTotalBytes)}`,
    `strategy ${settings.strategy}`,
  ];
  return { detail: words.join(', '), facts: { reading, budget, settings } };
}

/** The models of this machine, and whether they fit; one that is not installed is told and is no trouble. */
export async function checkModels(core: Pick<Core, 'engine' | 'models'>): Promise<Finding> {
  const local = core.models.list().models.filter(({ template }) => template.provider === 'local');
  const found = await Promise.all(local.map(({ template: { id } }) => describeModel(core, id)));
  const listed = found.filter((each) => each !== null);
  return {
    detail: listed.map(({ detail }) => detail).join('; '),
    facts: { models: listed.map(({ facts }) => facts) },
  };
}

async function describeModel({ engine }: Pick<Core, 'engine'>, id: string): Promise<Finding | null> {
  try {
    const estimate = await engine.estimate(id);
    if (estimate === null) return null;
    const { verdict, strategy, peakBytes, availableBytes, basis } = estimate;
    const needed = `needs ${inBytes(peakBytes[strategy])} of ${inBytes(availableBytes)}`;
    return { detail: `${id} ${verdict}: ${needed} (${strategy}, ${basis})`, facts: { id, ...estimate } };
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    return { detail: `${id}: ${error.message}`, facts: { id, failure: toFailure(error) } };
  }
}
