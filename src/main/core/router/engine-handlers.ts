import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** The local engine: what it holds, how it may use this machine, and what a model would take of it. */
export function engineHandlers(studio: Studio, { engine }: RouterParts) {
  return {
    overview: studio.engine.overview.handler(() => engine.overview()),
    configure: studio.engine.configure.handler(({ input }) => engine.configure(input)),
    evict: studio.engine.evict.handler(({ input }) => engine.evict(input.folder)),
    restart: studio.engine.restart.handler(() => engine.restart()),
    estimate: studio.engine.estimate.handler(({ input }) => engine.estimate(input.model)),
  };
}
