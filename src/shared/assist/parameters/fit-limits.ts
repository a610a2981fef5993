import type {
  AdvisedParameters,
  ConstraintConflict,
  Constraints,
  ParameterChoice,
  RunEstimate,
} from '../parameter-advice.ts';
import { moved, type ChoiceTerms } from './choice.ts';
import { sizesFor, type Size } from './choose-size.ts';
import { nearestTo } from './model-limits.ts';

/** What parameters will take; the same parameters always the same. */
export type Estimator = (params: AdvisedParameters) => RunEstimate;

/** Fewest steps of an ordinary model that are worth having, where no rule names them. */
const leastSteps = 8;
const bytesPerGb = 1024 ** 3;

export interface Fitted {
  choices: ParameterChoice[];
  estimate: RunEstimate;
  conflicts: ConstraintConflict[];
}

interface Candidate {
  steps: number | null;
  size: Size | null;
  estimate: RunEstimate;
}

/**
 * Keeps the limits with as little loss as can be: first fewer steps, down to the lower end of what is good for the prompt,
 * then a smaller picture, then the fewest steps that make a picture. What the user gave stays. Where nothing keeps a limit
 * the most sparing parameters are taken and the conflict is named with what they come to.
 */
export function fitLimits(
  choices: readonly ParameterChoice[],
  terms: ChoiceTerms,
  limits: Pick<Constraints, 'maxTimeSeconds' | 'maxVramGb'>,
  estimate: Estimator,
): Fitted {
  const params = parametersOf(choices);
  const wanted = candidateOf(params, estimate);
  const failing = conflictsOf(wanted.estimate, limits);
  if (failing.length === 0 || failing.every(({ why }) => why === 'no-estimate')) {
    return { choices: [...choices], estimate: wanted.estimate, conflicts: failing };
  }
  const table = sizesOf(params, terms).map((size) =>
    stepsOf(params, terms).map((steps) => candidateOf({ ...params, steps, ...size }, estimate)),
  );
  const { candidate, conflicts } = best(table, thresholdsOf(choices, terms), limits) ?? {
    candidate: wanted,
    conflicts: failing,
  };
  return { choices: withCandidate(choices, candidate, { wanted, limits }), estimate: candidate.estimate, conflicts };
}

function parametersOf(choices: readonly ParameterChoice[]): AdvisedParameters {
  return Object.fromEntries(choices.map(({ parameter, value }) => [parameter, value])) as AdvisedParameters;
}

function candidateOf(params: AdvisedParameters, estimate: Estimator): Candidate {
  const { steps, width, height } = params;
  return { steps, size: width === null || height === null ? null : { width, height }, estimate: estimate(params) };
}

/** The sizes that may take the place of the chosen one, itself first, each no larger than the one before. */
function sizesOf(params: AdvisedParameters, { limits, analysis, given }: ChoiceTerms): Partial<Size>[] {
  if (params.width === null || params.height === null) return [{}];
  const own = { width: params.width, height: params.height };
  if (given.width != null || given.height != null) return [own];
  const [, ...smaller] = sizesFor(limits, analysis.intent.contentType);
  return [own, ...smaller];
}

/** The numbers of steps that may take the place of the chosen one, itself first. */
function stepsOf({ steps }: AdvisedParameters, { limits, rule, given }: ChoiceTerms): (number | null)[] {
  const limit = limits.steps;
  if (steps === null || limit === null || given.steps != null) return [steps];
  const floor = Math.min(steps, nearestTo(rule?.leastSteps ?? leastSteps, limit));
  return Array.from({ length: steps - floor + 1 }, (_, index) => steps - index).filter(
    (each) => nearestTo(each, limit) === each,
  );
}

/** How many steps are wanted at least before the next worse way is tried: what is good, half of it, any. */
function thresholdsOf(choices: readonly ParameterChoice[], terms: ChoiceTerms): number[] {
  const good = choices.find(({ parameter }) => parameter === 'steps')?.range?.[0] ?? 1;
  return terms.rule?.leastSteps === undefined ? [good, Math.ceil(good / 2), 1] : [good, 1];
}

/** The best candidate that keeps the limits; else the one nearest to them, with the limits that it breaks. */
function best(
  table: readonly (readonly Candidate[])[],
  thresholds: readonly number[],
  limits: Pick<Constraints, 'maxTimeSeconds' | 'maxVramGb'>,
): { candidate: Candidate; conflicts: ConstraintConflict[] } | null {
  const keeps = (each: Candidate): boolean =>
    conflictsOf(each.estimate, limits).every(({ why }) => why === 'no-estimate');
  for (const threshold of thresholds) {
    for (const row of table) {
      const candidate = row.find(keeps);
      if (candidate !== undefined && (candidate.steps ?? threshold) >= threshold) {
        return { candidate, conflicts: conflictsOf(candidate.estimate, limits) };
      }
    }
  }
  // As many limits as can be are kept; then what is nearest to the others, and of that what loses least.
  const [nearest] = table
    .flat()
    .map((candidate) => ({ candidate, conflicts: conflictsOf(candidate.estimate, limits) }))
    .sort((a, b) => a.conflicts.length - b.conflicts.length || excessOf(a.conflicts) - excessOf(b.conflicts));
  return nearest ?? null;
}

/** How far what can be had lies above the limits: the largest factor. */
function excessOf(conflicts: readonly ConstraintConflict[]): number {
  return Math.max(0, ...conflicts.map(({ nearest, wanted }) => (nearest ?? 0) / wanted));
}

function conflictsOf(
  { seconds, memoryBytes }: RunEstimate,
  { maxTimeSeconds, maxVramGb }: Pick<Constraints, 'maxTimeSeconds' | 'maxVramGb'>,
): ConstraintConflict[] {
  const conflicts: ConstraintConflict[] = [];
  if (maxTimeSeconds !== undefined && seconds === null) {
    conflicts.push({ constraint: 'maxTimeSeconds', wanted: maxTimeSeconds, nearest: null, why: 'no-estimate' });
  } else if (maxTimeSeconds !== undefined && seconds !== null && seconds.value > maxTimeSeconds) {
    conflicts.push({
      constraint: 'maxTimeSeconds',
      wanted: maxTimeSeconds,
      nearest: seconds.value,
      why: 'fewest-steps-take-longer',
    });
  }
  // A model that runs elsewhere takes no memory of this machine.
  if (maxVramGb !== undefined && memoryBytes !== null && memoryBytes.value > maxVramGb * bytesPerGb) {
    const nearest = memoryBytes.value / bytesPerGb;
    conflicts.push({ constraint: 'maxVramGb', wanted: maxVramGb, nearest, why: 'model-needs-more' });
  }
  return conflicts;
}

/** The choices with the candidate's values, each saying which limit moved it. */
function withCandidate(
  choices: readonly ParameterChoice[],
  { steps, size }: Candidate,
  { wanted, limits }: { wanted: Candidate; limits: Pick<Constraints, 'maxTimeSeconds' | 'maxVramGb'> },
): ParameterChoice[] {
  const { maxTimeSeconds, maxVramGb } = limits;
  const isTooBig = conflictsOf(wanted.estimate, limits).some(({ constraint }) => constraint === 'maxVramGb');
  const byTime = { rule: 'time-limit', because: { limit: maxTimeSeconds ?? 0 } } as const;
  const bySize = isTooBig ? ({ rule: 'memory-limit', because: { limit: maxVramGb ?? 0 } } as const) : byTime;
  return choices.map((choice) => {
    if (choice.parameter === 'steps') return moved(choice, steps, byTime.rule, byTime.because);
    if (choice.parameter !== 'width' && choice.parameter !== 'height') return choice;
    return moved(choice, size?.[choice.parameter] ?? choice.value, bySize.rule, bySize.because);
  });
}
