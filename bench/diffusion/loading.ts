import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngineUnderTest, telarMini } from './engine-under-test.ts';
import { median, rounded } from './figures.ts';

const rounds = 9;
/** Models that the engine keeps by default; one more pushes one out. */
const kept = 3;

/** What it costs to use a model that is in memory, against one that has to push another one out. */
export async function measurePool(): Promise<object> {
  const home = await mkdtemp(join(tmpdir(), 'telar-bench-'));
  const folders = Array.from({ length: kept + 1 }, (_, i) => join(home, `model-${i}`));
  for (const folder of folders) await cp(telarMini, folder, { recursive: true });
  const engine = createEngineUnderTest();
  const use = async (modelFolder: string | undefined): Promise<number> => {
    const { result } = await engine.paint([1], { steps: 1, ...(modelFolder === undefined ? {} : { modelFolder }) });
    return result.timings.loadMs;
  };
  for (const folder of folders.slice(0, kept)) await use(folder);
  const hits: number[] = [];
  const misses: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // In this order the model asked for is always the one that went last.
    misses.push(await use(folders[(round + kept) % folders.length]));
    hits.push(await use(folders[(round + kept) % folders.length]));
  }
  engine.dispose();
  await rm(home, { recursive: true });
  return {
    rounds,
    hitMs: rounded(median(hits), 2),
    missMs: rounded(median(misses)),
    hitToMiss: rounded(median(hits) / median(misses), 4),
  };
}

/** From the request to the first thing that can be seen: in a new process, and with the model in memory. */
export async function measureFirstPreview(): Promise<object> {
  const cold: number[] = [];
  const load: number[] = [];
  const linear: number[] = [];
  const decoder: number[] = [];
  const picture: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const engine = createEngineUnderTest();
    const first = await engine.paint([round], { preview: 'linear' });
    cold.push(first.firstPreviewMs ?? Number.NaN);
    load.push(first.result.timings.loadMs);
    const second = await engine.paint([round], { preview: 'linear' });
    linear.push(second.firstPreviewMs ?? Number.NaN);
    picture.push(second.wallMs);
    decoder.push((await engine.paint([round], { preview: 'decoder' })).firstPreviewMs ?? Number.NaN);
    engine.dispose();
  }
  return {
    rounds,
    newProcessMs: rounded(median(cold)),
    loadMs: rounded(median(load)),
    linearMs: rounded(median(linear)),
    decoderMs: rounded(median(decoder)),
    shareOfPicture: rounded(median(linear) / median(picture), 2),
  };
}
