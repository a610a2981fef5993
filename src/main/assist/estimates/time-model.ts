import { leastWithoutNegatives } from './least-squares.ts';

/** What the time of a picture depends on. */
export interface Work {
  /** Runs of the UNet for each picture: twice the steps where guidance is on. */
  passes: number;
  /** Of one picture, in millions. */
  megapixels: number;
  pictures: number;
}

/** A run of this machine, in seconds. */
export interface TimedRun extends Work {
  /** From the texts to the pixels. */
  workSeconds: number;
  /** All that is not that: loading the model, waiting for the process, writing the file. */
  otherSeconds: number;
  isCold: boolean;
}

/** Seconds of a model: for each call, each megapixel and pass of the UNet, each megapixel of a finished picture, and beside. */
export interface TimeModel {
  perCall: number;
  perPass: number;
  perMegapixel: number;
  warmSeconds: number;
  coldSeconds: number;
}

/** How firmly the first guess is held: as much as this many runs. */
const firmness = 0.02;
/** What a run counts for each later one: machines change with what else they do. */
const fading = 0.95;
/** Runs from which on the error is worth saying. */
const leastRuns = 5;

/**
 * Seconds of a model fitted to runs by least squares of the relative error, with the first guess (as slow as the runs say) for a
 * prior and no negative part: minimises Σ w ((x·β − y) / y)² + firmness Σ ((β − β₀) / β₀)².
 */
export function fitTimeModel(runs: readonly TimedRun[], guess: TimeModel): TimeModel {
  if (runs.length === 0) return guess;
  const slowness = slownessOf(runs.map((run) => ({ run, guess })));
  const prior = [guess.perCall, guess.perPass, guess.perMegapixel].map((part) => part * slowness);
  const matrix = prior.map((own, row) => prior.map((_, column) => (row === column ? firmness / own ** 2 : 0)));
  const target = prior.map((own) => firmness / own);
  for (const [index, run] of runs.entries()) {
    const seconds = Math.max(run.workSeconds, 1e-6);
    // The newest run is the last.
    const weight = fading ** (runs.length - 1 - index) / seconds ** 2;
    const parts = partsOf(run);
    for (const [row, own] of parts.entries()) {
      target[row] = (target[row] ?? 0) + weight * own * seconds;
      const line = matrix[row] ?? [];
      for (const [column, other] of parts.entries()) line[column] = (line[column] ?? 0) + weight * own * other;
    }
  }
  const [perCall = 0, perPass = 0, perMegapixel = 0] = leastWithoutNegatives(matrix, target);
  const others = (isCold: boolean): number[] =>
    runs.filter((run) => run.isCold === isCold).map(({ otherSeconds }) => otherSeconds);
  return {
    ...{ perCall, perPass, perMegapixel },
    warmSeconds: median(others(false)) ?? guess.warmSeconds * slowness,
    coldSeconds: median(others(true)) ?? guess.coldSeconds * slowness,
  };
}

/** Seconds that a run will take. */
export function secondsOf(model: TimeModel, work: Work, isCold: boolean): number {
  return workSecondsOf(model, work) + (isCold ? model.coldSeconds : model.warmSeconds);
}

/**
 * Median error in percent over the runs, each foretold by the others alone; null before there are enough of them to mean
 * anything.
 */
export function errorOf(runs: readonly TimedRun[], guess: TimeModel): number | null {
  if (runs.length < leastRuns) return null;
  const errors = runs.map((run, index) => {
    const model = fitTimeModel(runs.toSpliced(index, 1), guess);
    const seconds = run.workSeconds + run.otherSeconds;
    return Math.abs(secondsOf(model, run, run.isCold) - seconds) / seconds;
  });
  return 100 * (median(errors) ?? 0);
}

/**
 * How much slower than a first guess this machine is, by its runs of other models: the median over runs; 1 without any.
 */
export function slownessOf(runs: readonly { run: TimedRun; guess: TimeModel }[]): number {
  return median(runs.map(({ run, guess }) => run.workSeconds / workSecondsOf(guess, run))) ?? 1;
}

/**
 * First guess for a model, by the bytes of its UNet: seconds of a pass for a megapixel between two known points, 0.6 s
 * for the 3.8 MB of telar-mini (measured on two cores of 2.5 GHz) and 30 s for the 3.4 GB of Stable Diffusion 1.5
 * (0.4 T multiplications for 512 x 512 at about 50 G a second).
 */
export function guessTimeModel(unetBytes: number, slowness = 1): TimeModel {
  const perPass = 0.6 * (unetBytes / 3.8e6) ** (Math.log(30 / 0.6) / Math.log(3.4e9 / 3.8e6));
  return {
    perCall: 0.02 * slowness,
    perPass: perPass * slowness,
    perMegapixel: perPass * 0.5 * slowness,
    warmSeconds: 0.03 * slowness,
    // Reading at about 300 MB a second, and starting the process.
    coldSeconds: (0.5 + unetBytes / 3e8) * slowness,
  };
}

function partsOf({ passes, megapixels, pictures }: Work): number[] {
  return [1, passes * megapixels * pictures, megapixels * pictures];
}

function workSecondsOf({ perCall, perPass, perMegapixel }: TimeModel, work: Work): number {
  const [calls = 0, passes = 0, megapixels = 0] = partsOf(work);
  return perCall * calls + perPass * passes + perMegapixel * megapixels;
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
