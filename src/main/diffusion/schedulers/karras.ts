import type { NoiseSchedule } from './noise-schedule.ts';

/** Noise levels of Karras et al. 2022, eq. 5, with rho = 7, from the highest to the lowest. */
export function karrasSigmas(lowest: number, highest: number, steps: number): number[] {
  const rho = 7;
  const [low, high] = [lowest ** (1 / rho), highest ** (1 / rho)];
  return Array.from({ length: steps }, (_, i) => (high + (i / Math.max(1, steps - 1)) * (low - high)) ** rho);
}

/** Fractional timestep whose training noise is `sigma`, linear in log sigma. */
export function timestepOfSigma(sigma: number, { sigmas }: NoiseSchedule): number {
  const wanted = Math.log(Math.max(sigma, 1e-10));
  const logAt = (index: number): number => Math.log(sigmas[index] ?? 1);
  let low = 0;
  while (low < sigmas.length - 2 && logAt(low + 1) <= wanted) low += 1;
  const weight = (logAt(low) - wanted) / (logAt(low) - logAt(low + 1));
  return low + Math.min(1, Math.max(0, weight));
}
