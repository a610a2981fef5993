import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomic } from '../platform/index.ts';

const bytes = z.int().nonnegative();
const learnedModel = z.object({
  /** Bytes that loading a component took, by its name. */
  components: z.record(z.string(), bytes),
  /** Bytes that the work took beside the components, by `widthxheightxbatch`. */
  working: z.record(z.string(), bytes),
});
const learnedFile = z.object({
  version: z.literal(1),
  /** Bytes of the engine process without any model. */
  base: bytes.nullable(),
  models: z.record(z.string(), learnedModel),
});
type LearnedFile = z.output<typeof learnedFile>;
type LearnedModel = z.output<typeof learnedModel>;

/** Models of which readings are kept; the one read longest ago goes first. */
const keptModels = 100;
/** Sizes of pictures kept for each model. */
const keptSizes = 20;
/** A lower reading moves the number down only so far: the peak is what counts. */
const slowness = 0.8;

/** What earlier loads of models took on this machine, by model, weights and execution provider. */
export interface LearnedMemory {
  base(): number | null;
  component(key: string, name: string): number | null;
  working(key: string, size: string): number | null;
  noteBase(taken: number): void;
  noteComponent(key: string, name: string, taken: number): void;
  noteWorking(key: string, size: string, taken: number): void;
  /** Writes what was noted since; nothing when nothing was. Throws the system's error when it cannot be written. */
  save(): Promise<void>;
}

/** Readings kept in a file; without one (null) they last as long as the process. A file that cannot be read is begun anew. */
export async function openLearnedMemory(file: string | null): Promise<LearnedMemory> {
  const known = await readLearned(file);
  const models = new Map(Object.entries(known.models));
  let base = known.base;
  let isChanged = false;

  function note(key: string, part: keyof LearnedModel, name: string, taken: number): void {
    const model = models.get(key) ?? { components: {}, working: {} };
    const before = model[part][name];
    const next = Math.ceil(Math.max(taken, (before ?? 0) * slowness, 0));
    models.delete(key);
    models.set(key, model);
    if (next === before) return;
    model[part][name] = next;
    isChanged = true;
    model.working = Object.fromEntries(Object.entries(model.working).slice(-keptSizes));
    const oldest = models.keys().next();
    if (models.size > keptModels && oldest.done !== true) models.delete(oldest.value);
  }

  return {
    base: () => base,
    noteBase(taken) {
      base = taken;
    },
    component: (key, name) => models.get(key)?.components[name] ?? null,
    working: (key, size) => models.get(key)?.working[size] ?? null,
    noteComponent: (key, name, taken) => note(key, 'components', name, taken),
    noteWorking: (key, size, taken) => note(key, 'working', size, taken),
    async save() {
      if (!isChanged || file === null) return;
      isChanged = false;
      const content = { version: 1, base, models: Object.fromEntries(models) } satisfies z.input<typeof learnedFile>;
      await writeFileAtomic(file, `${JSON.stringify(content, null, 2)}\n`);
    },
  };
}

/** The readings are a convenience: when their file is missing or damaged the rules hold, and it is written anew. */
async function readLearned(file: string | null): Promise<LearnedFile> {
  const nothing: LearnedFile = { version: 1, base: null, models: {} };
  if (file === null) return nothing;
  try {
    return learnedFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return nothing;
  }
}
