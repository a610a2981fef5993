import { basename } from 'node:path';
import { OutOfMemoryError } from '../../../shared/base/index.ts';
import type { ChildClient } from '../../child/index.ts';
import { memoryCap, type ProcessMemoryReader } from '../../memory/index.ts';

export interface MemoryWatchOptions {
  /** Folder of the model at work; null when there is none. */
  place: string | null;
  budgetBytes: number;
  readMemory: ProcessMemoryReader;
  everyMs: number;
  /** Told of every reading. */
  onChange: () => void;
}

/**
 * Reads the memory of a client's child for as long as it works, and ends the child when it is over the cap: its own
 * thread may be deep in one native call. Returns how to stop.
 */
export function watchMemory(client: ChildClient, options: MemoryWatchOptions): () => void {
  const { place, budgetBytes, readMemory, everyMs, onChange } = options;
  const cap = memoryCap(budgetBytes);
  let isReading = false;
  const timer = setInterval(() => {
    const pid = client.pid();
    // A reading that takes longer than the pause (another program is asked on some systems) is not doubled.
    if (pid === null || isReading) return;
    isReading = true;
    void readMemory(pid).then((memory) => {
      isReading = false;
      if (memory === null || client.pid() !== pid) return;
      onChange();
      if (memory.residentBytes > cap) client.end(tooLarge(place, memory.residentBytes, budgetBytes));
    });
  }, everyMs);
  return () => clearInterval(timer);
}

function tooLarge(place: string | null, takenBytes: number, budgetBytes: number): Error {
  const model = place === null ? 'The engine' : basename(place);
  const reason = `took ${megabytes(takenBytes)} MB of ${megabytes(budgetBytes)} MB`;
  return new OutOfMemoryError('model-too-large', `${model} is too large: it ${reason}, and its process was ended.`, {
    hint: 'Choose another strategy or a larger memory budget in the settings of the engine, a smaller picture, or another model.',
    place: place === null ? {} : { file: place },
    values: { model, reason },
  });
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
