import { createChildClient, type ChildLauncher } from '../../child/index.ts';
import type { RehearsalRequest } from './protocol.ts';

/** Time for the encoder to load and for each frame. */
const deadlineMs = 60_000;

/** Makes films and sounds in a child process of its own: encoding would keep the core from answering. */
export interface RehearsalProcess {
  /** Writes the file; rejects with CancelledError when aborted, and the child writes no more then. */
  make(request: RehearsalRequest, signal: AbortSignal): Promise<void>;
  dispose(): void;
}

/** The client of the rehearsal process; the process starts with the first request. */
export function createRehearsalProcess(launcher: ChildLauncher): RehearsalProcess {
  const client = createChildClient(launcher, 'rehearsal-child');
  return {
    async make(request, signal) {
      await client.call(request, { signal, deadlineMs: () => deadlineMs });
    },
    dispose: () => client.dispose(),
  };
}
