import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { feedback, saidAfter, type Feedback, type GenerationMetadata } from '../../shared/assist/index.ts';
import type { TakeId } from '../../shared/base/index.ts';
import { isErrno } from '../platform/index.ts';

/** Files beside a generation's document, one line for each thing that was noted. */
const measuredName = 'measured.jsonl';
const saidName = 'said.jsonl';

const measured = z.object({
  takeId: z.string(),
  bytes: z.int().nonnegative(),
  kind: z.enum(['ram', 'vram']),
});

type PeakMemory = NonNullable<GenerationMetadata['peakMemory']>;

/** Notes what a picture took. */
export async function noteMeasured(folder: string, takeId: TakeId, { bytes, kind }: PeakMemory): Promise<void> {
  await append(folder, measuredName, { takeId, bytes, kind } satisfies z.input<typeof measured>);
}

/** What pictures took, by the ids of their takes. */
export async function readMeasured(folder: string): Promise<ReadonlyMap<string, PeakMemory>> {
  const lines = await readLines(folder, measuredName, measured);
  return new Map(lines.map(({ takeId, bytes, kind }) => [takeId, { bytes, kind }]));
}

/**
 * Notes what the user says of a picture: it lies beside the picture and not with what is learned, so that it stays when
 * learning is switched off, reset or damaged.
 */
export async function noteSaid(folder: string, said: Feedback): Promise<void> {
  await append(folder, saidName, said);
}

/** What holds of each picture after all that was said, by the ids of the takes; stars are the gallery's. */
export async function readSaid(folder: string): Promise<ReadonlyMap<string, Omit<Feedback, 'id' | 'rating'>>> {
  const held = new Map<string, Omit<Feedback, 'id' | 'rating'>>();
  for (const { id, rating: _rating, ...more } of await readLines(folder, saidName, feedback)) {
    held.set(id, saidAfter(held.get(id) ?? {}, more));
  }
  return held;
}

async function append(folder: string, name: string, line: object): Promise<void> {
  await appendFile(join(folder, name), `${JSON.stringify(line)}\n`);
}

async function readLines<S extends z.ZodType>(folder: string, name: string, schema: S): Promise<z.output<S>[]> {
  const text = await readFile(join(folder, name), 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => readLine(line, schema));
}

/** Nothing for a line that was cut off when the program was killed. */
function readLine<S extends z.ZodType>(line: string, schema: S): z.output<S>[] {
  if (line === '') return [];
  try {
    return [schema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
