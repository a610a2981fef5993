import { linspace64 } from './float-grid.ts';
import type { NoiseSchedule } from './noise-schedule.ts';

/** Noise levels of Karras et al. 2022, eq. 5, with rho = 7, from the highest to the lowest. */
export function karrasSigmas(lowest: number, highest: number, steps: number): number[] {
  const rho = 7;
  const [low, high] = [lowest ** (1 / rho), highest ** (1 / rho)];
  return linspace64(0, 1, steps).map((part) => (high + part * (low - high)) ** rho);
}

/** Finds the fractional timestep whose training noise is a given sigma, linear in log sigma. */
export function timestepFinder({ sigmas }: NoiseSchedule): (sigma: number) => number {
  const logs = sigmas.map(Math.log);
  const logAt = (index: number): number => logs[index] ?? 0;
  return (sigma) => {
    const wanted = Math.log(Math.max(sigma, 1e-10));
    let [low, high] = [0, Math.max(0, sigmas.length - 2)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (logAt(middle) <= wanted) low = middle;
      else high = middle - 1;
    }
    const weight = (logAt(low) - wanted) / (logAt(low) - logAt(low + 1));
    const part = Math.min(1, Math.max(0, weight));
    return (1 - part) * low + part * (low + 1);
  };
}
