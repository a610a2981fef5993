/** Whole seconds left of a wait, 0 when it is over; null when its end is not known. */
export function secondsLeft(untilMs: number | null, nowMs: number): number | null {
  return untilMs === null ? null : Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}
