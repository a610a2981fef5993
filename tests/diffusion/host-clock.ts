import { existsSync, readFileSync } from 'node:fs';
import { clearInterval, setInterval } from 'node:timers';

/** Counts of the thread that reads it: time on a core, time it waited for one (both nanoseconds), and turns. */
const schedulerCounts = '/proc/thread-self/schedstat';
const hasCounts = existsSync(schedulerCounts);

/** A moment by the clock on the wall, and by the host's clock. */
export interface Moment {
  wallMs: number;
  /**
   * Milliseconds of a clock that stands still while this thread could go on but gets no core: what other programs do to
   * a busy machine does not count, what this thread works on or waits for does. Plain time where the system does not
   * tell (sched-stats.rst of the Linux kernel).
   */
  hostMs: number;
}

export function thisMoment(): Moment {
  const waited = hasCounts ? Number(readFileSync(schedulerCounts, 'utf8').split(' ')[1]) / 1e6 : 0;
  const wallMs = performance.now();
  return { wallMs, hostMs: wallMs - waited };
}

/** How the timers of this process were served. */
export interface Pulse {
  beats: readonly Moment[];
  /** Longest time from one beat of a 10 ms timer to the next. */
  wallGapMs: number;
  /** The same by the host's clock. */
  hostGapMs: number;
}

/** Watches the timers of this process until the work is settled, however it ends. */
export async function pulseDuring(work: Promise<unknown>): Promise<Pulse> {
  const beats = [thisMoment()];
  const timer = setInterval(() => beats.push(thisMoment()), 10);
  await work.catch(() => undefined);
  clearInterval(timer);
  // The time since the last beat counts as well: a thread that is held up beats no more.
  beats.push(thisMoment());
  const longest = (key: keyof Moment): number =>
    Math.max(...beats.slice(1).map((beat, at) => beat[key] - (beats[at]?.[key] ?? 0)));
  return { beats, wallGapMs: longest('wallMs'), hostGapMs: longest('hostMs') };
}

/** How long after a time on the wall something happened, by the host's clock; up to one beat more. */
export function lateness({ beats }: Pulse, limitWallMs: number, happened: Moment): number {
  const before = beats.findLast(({ wallMs }) => wallMs <= limitWallMs) ?? beats[0];
  return happened.hostMs - (before?.hostMs ?? -Infinity);
}
