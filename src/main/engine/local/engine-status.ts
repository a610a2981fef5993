import type { EngineSettings, EngineStatus } from '../../../shared/local-engine/index.ts';
import { budgetOf, type MachineMemory } from '../../memory/index.ts';
import type { DiffusionProcess } from './diffusion-process.ts';

export interface StatusParts {
  diffusion: Pick<DiffusionProcess, 'state' | 'pid' | 'restarts' | 'reading'>;
  settings: EngineSettings;
  machine: MachineMemory;
}

/** Joins what the engine process told last with what is read from outside, so that a busy process need not be asked. */
export async function composeStatus({ diffusion, settings, machine }: StatusParts): Promise<EngineStatus> {
  const state = diffusion.state();
  const pid = diffusion.pid();
  const reading = await diffusion.reading();
  const budget = budgetOf(settings, machine);
  const executionProvider =
    state?.executionProvider ?? (settings.executionProvider === 'auto' ? 'cpu' : settings.executionProvider);
  return {
    pid,
    // Both are known from the first start of the process on.
    onnxruntime: state?.onnxruntime ?? '',
    executionProviders: state?.executionProviders ?? [],
    executionProvider,
    budget: { ramBytes: budget.ram, vramBytes: machine.vramTotalBytes === null ? null : budget.vram },
    bookedBytes: state?.bookedBytes ?? 0,
    reading: {
      processBytes: reading?.residentBytes ?? 0,
      peakBytes: reading?.peakBytes ?? 0,
      systemFreeBytes: machine.freeBytes,
      systemTotalBytes: machine.totalBytes,
      vramUsedBytes: machine.vramUsedBytes,
      vramTotalBytes: machine.vramTotalBytes,
    },
    models: state?.models ?? [],
    counts: { ...(state?.counts ?? { hits: 0, loads: 0, evictions: 0 }), restarts: diffusion.restarts() },
    stepDowns: state?.stepDowns ?? [],
  };
}
