import type { OutOfMemoryError } from '../../../shared/base/index.ts';
import type { OffloadStrategy, StepDown } from '../../../shared/local-engine/index.ts';
import { rememberStepDown, strategiesFrom } from '../../memory/index.ts';

type TooLarge = InstanceType<typeof OutOfMemoryError>;

/** Models whose process had to be ended for its memory: they go on one strategy lower, until the settings change. */
export interface MemorySteps {
  /** The highest strategy that a model may use; null = as the settings say. */
  highest(folder: string): OffloadStrategy | null;
  /** Steps down from the strategy that a model took too much under; null where there is no lower one. */
  lower(folder: string, from: OffloadStrategy, error: TooLarge): StepDown | null;
  forget(): void;
  /** Keeps what a process told, which ends. */
  keep(told: readonly StepDown[]): void;
  /** All steps that are remembered, the oldest first, with those that the present process told. */
  list(told: readonly StepDown[]): StepDown[];
}

/** `now` gives Unix milliseconds. */
export function createMemorySteps(now: () => number): MemorySteps {
  const lowered = new Map<string, OffloadStrategy>();
  const steps: StepDown[] = [];
  return {
    highest: (folder) => lowered.get(folder) ?? null,
    lower(folder, from, error) {
      const to = strategiesFrom(from)[1];
      if (to === undefined) return null;
      lowered.set(folder, to);
      const step = { atMs: now(), folder, from, to, reason: String(error.values.reason ?? error.message) };
      rememberStepDown(steps, step);
      return step;
    },
    forget: () => lowered.clear(),
    keep(told) {
      for (const step of told) rememberStepDown(steps, step);
    },
    list: (told) => [...steps, ...told].sort((a, b) => a.atMs - b.atMs),
  };
}

/** What a result says of a step down that it took. */
export function noteOf({ from, to, reason }: StepDown): string {
  return `Out of memory: the model ${reason} under the strategy “${from}”, so it was run again under “${to}”.`;
}
