import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomic } from '../../platform/index.ts';
import type { TimedRun } from './time-model.ts';

const seconds = z.number().nonnegative();
const timedRun = z.object({
  passes: z.number().positive(),
  megapixels: z.number().positive(),
  pictures: z.int().positive(),
  workSeconds: seconds,
  otherSeconds: seconds,
  isCold: z.boolean(),
});
const runTimesFile = z.object({
  version: z.literal(1),
  models: z.record(z.string(), z.object({ unetBytes: z.number().positive(), runs: z.array(timedRun) })),
});
type RunTimesFile = z.output<typeof runTimesFile>;

/** Runs kept for each model, the newest last; and models, the one run longest ago goes first. */
const keptRuns = 40;
const keptModels = 50;

/** What the runs of this machine took, by model. */
export interface RunTimes {
  runsOf(model: string): readonly TimedRun[];
  /** Models that ran here. */
  models(): { model: string; unetBytes: number; runs: readonly TimedRun[] }[];
  /** Keeps a run. Throws the system's error when it cannot be written; it counts all the same until the process ends. */
  note(model: string, unetBytes: number, run: TimedRun): Promise<void>;
}

/** Times kept in a file; without one (null) they last as long as the process. A file that cannot be read is begun anew. */
export async function openRunTimes(file: string | null): Promise<RunTimes> {
  const known = new Map(Object.entries((await readTimes(file)).models));
  let writing = Promise.resolve();
  return {
    runsOf: (model) => known.get(model)?.runs ?? [],
    models: () => [...known].map(([model, { unetBytes, runs }]) => ({ model, unetBytes, runs })),
    async note(model, unetBytes, run) {
      const runs = [...(known.get(model)?.runs ?? []), run].slice(-keptRuns);
      known.delete(model);
      known.set(model, { unetBytes, runs });
      for (const oldest of known.keys()) if (known.size > keptModels) known.delete(oldest);
      if (file === null) return;
      const content = { version: 1, models: Object.fromEntries(known) } satisfies z.input<typeof runTimesFile>;
      // One after the other: each writes what is known by then.
      const written = writing.then(() => writeFileAtomic(file, `${JSON.stringify(content)}\n`));
      writing = written.catch(() => undefined);
      await written;
    },
  };
}

/** The times are a convenience: when their file is missing or damaged the first guesses hold, and it is written anew. */
async function readTimes(file: string | null): Promise<RunTimesFile> {
  const nothing: RunTimesFile = { version: 1, models: {} };
  if (file === null) return nothing;
  try {
    return runTimesFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return nothing;
  }
}
