import { serveParent, type ServedCall } from '../child/index.ts';
import { convertModel } from './convert-model.ts';
import { inspectModel } from './inspect-model.ts';
import type { WeightsProgress, WeightsRequest } from './protocol.ts';

/** Least time between two messages of progress. */
const progressPauseMs = 100;

async function handle(request: WeightsRequest, { signal, emit }: ServedCall): Promise<unknown> {
  switch (request.kind) {
    case 'inspect':
      return inspectModel(request.folder);
    case 'convert': {
      let lastAt = -Infinity;
      return convertModel(request.folder, request.precision, {
        signal,
        replace: request.replace,
        onProgress(component, share) {
          const now = performance.now();
          if (now - lastAt < progressPauseMs && share < 1) return;
          lastAt = now;
          emit({ component, share } satisfies WeightsProgress);
        },
      });
    }
  }
}

serveParent((request, call) => handle(request as WeightsRequest, call));
