import { ParameterValidationError } from '../../../shared/base/index.ts';
import { descending, linspace64, roundHalfEven } from './float-grid.ts';
import type { TimestepSpacing } from './scheduler-config.ts';

/** Refuses more steps than a schedule has. Throws ParameterValidationError of the parameter `steps`. */
export function refuseMoreSteps(steps: number, most: number, who: string): void {
  if (Number.isInteger(steps) && steps >= 1 && steps <= most) return;
  const reason = `${who} takes 1 to ${most} steps with this model, not ${steps}.`;
  throw new ParameterValidationError('out-of-range', reason, {
    hint: `Ask for at most ${most} steps.`,
    place: { parameter: 'steps' },
    values: { parameter: 'steps', reason },
  });
}

/**
 * `steps` whole timesteps out of `count`, descending, both ends included (Lin et al. 2024, table 2). `leading` counts
 * from 0 in equal strides and adds the offset; `trailing` counts back from the end in equal strides.
 */
export function spacedTimesteps(spacing: TimestepSpacing, count: number, steps: number, offset: number): number[] {
  switch (spacing) {
    case 'linspace':
      return linspace64(0, count - 1, steps)
        .map(roundHalfEven)
        .reverse();
    case 'leading':
      return leading(Math.floor(count / steps), steps, count, offset);
    case 'trailing':
      return trailing(count, steps);
  }
}

/**
 * The same for solvers in lambda space, which divide into one step more and leave the timestep 0 out, so that the last
 * step is as long as the others (as the published DPM-Solver code does).
 */
export function spacedTimestepsAboveZero(
  spacing: TimestepSpacing,
  count: number,
  steps: number,
  offset: number,
): number[] {
  switch (spacing) {
    case 'linspace':
      return linspace64(0, count - 1, steps + 1)
        .map(roundHalfEven)
        .reverse()
        .slice(0, steps);
    case 'leading': {
      const stride = Math.floor(count / (steps + 1));
      return leading(stride, steps, count, offset + stride);
    }
    case 'trailing':
      return trailing(count, steps);
  }
}

function leading(stride: number, steps: number, count: number, offset: number): number[] {
  // The offset must not lead out of the table when every timestep is used.
  return Array.from({ length: steps }, (_, i) => Math.min((steps - 1 - i) * stride + offset, count - 1));
}

function trailing(count: number, steps: number): number[] {
  return descending(count, count / steps, steps).map((timestep) => roundHalfEven(timestep) - 1);
}
