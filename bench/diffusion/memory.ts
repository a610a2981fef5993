import {
  createProcessMemoryReader,
  estimateModel,
  openLearnedMemory,
  type ProcessMemory,
} from '../../src/main/memory/index.ts';
import { createEngineUnderTest, telarMini } from './engine-under-test.ts';
import { median, rounded } from './figures.ts';

const rounds = 7;
/** Far above what is needed: the estimate is asked for, not the verdict. */
const plenty = { ram: 8 * 1024 ** 3, vram: 0 };

/**
 * Peak memory of the engine process while it makes its first picture, against what was estimated before the model was
 * loaded, without readings of earlier loads (goal: within 15 %).
 */
export async function measurePeak(): Promise<object> {
  const read = createProcessMemoryReader();
  const started: number[] = [];
  const peaks: number[] = [];
  const estimates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const engine = createEngineUnderTest();
    await engine.start();
    const before = present(await read(engine.pid()));
    const estimate = await estimateModel(telarMini, {
      settings: { precision: 'auto', strategy: 'none' },
      ...{ available: plenty, base: { ram: before.residentBytes, vram: 0 }, provider: 'cpu' },
      ...{ learned: await openLearnedMemory(null), size: null },
    });
    await engine.paint([round]);
    const after = present(await read(engine.pid()));
    engine.dispose();
    started.push(before.residentBytes);
    peaks.push(after.peakBytes);
    estimates.push(estimate.peakBytes.none);
  }
  return {
    rounds,
    startedMb: megabytes(median(started)),
    peakMb: megabytes(median(peaks)),
    estimatedMb: megabytes(median(estimates)),
    estimateToPeak: rounded(median(estimates.map((each, i) => each / (peaks[i] ?? Number.NaN))), 2),
  };
}

function present(memory: ProcessMemory | null): ProcessMemory {
  if (memory === null) throw new Error('The memory of the engine process cannot be read here.');
  return memory;
}

function megabytes(bytes: number): number {
  return rounded(bytes / 1e6);
}
