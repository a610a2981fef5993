import { TelarError } from '../../shared/base/index.ts';
import type { InlineEngine, RemoteEngine } from '../engine/index.ts';

/** What a request to a provider came to. */
export interface EngineListener {
  /** Throws where no request must go out. */
  onAsk(): void;
  onSuccess(): void;
  onFailure(failure: TelarError): void;
}

/** An engine whose every request tells how it went: so the studio knows of a refused key without asking for it. */
export function watchEngine(engine: RemoteEngine, listener: EngineListener): RemoteEngine {
  return {
    ...engine,
    requireReady() {
      listener.onAsk();
      engine.requireReady();
    },
    upload: (file, mediaType, options) => told(listener, () => engine.upload(file, mediaType, options)),
    submit: (job) => told(listener, () => engine.submit(job)),
    check: (remoteId, options) => told(listener, () => engine.check(remoteId, options)),
    cancel: (remoteId) => told(listener, () => engine.cancel(remoteId)),
    listSince: (sinceMs, options) => told(listener, () => engine.listSince(sinceMs, options)),
  };
}

/** The same for an engine that works while the caller waits. */
export function watchInlineEngine(engine: InlineEngine, listener: EngineListener): InlineEngine {
  return { ...engine, run: (job, options) => told(listener, () => engine.run(job, options)) };
}

async function told<T>(listener: EngineListener, request: () => Promise<T>): Promise<T> {
  try {
    const answer = await request();
    listener.onSuccess();
    return answer;
  } catch (error) {
    if (error instanceof TelarError) listener.onFailure(error as TelarError);
    throw error;
  }
}
