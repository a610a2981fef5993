import {
  createFalEngine,
  createOllamaEngine,
  createRehearsalEngine,
  createReplicateEngine,
  type Engine,
  type OllamaEngine,
} from '../engine/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { createGuardedFetch, createHomeFetch, type Fetch } from '../platform/index.ts';
import type { CoreOptions } from './core.ts';
import type { Providers } from './provider-access.ts';

export interface EnginesOptions {
  options: Pick<CoreOptions, 'launcher' | 'rehearsal'>;
  picture: PictureProcess;
  /** The engine of this machine's own models. */
  local: Engine;
  providers: Providers;
}

/** Everything that can do an inference, with the network that it may use. */
export function createEngines({ options, picture, local, providers }: EnginesOptions): {
  engines: readonly Engine[];
  ollama: OllamaEngine;
  fetch: Fetch;
} {
  // What the user sets by hand may be a stand-in or a proxy at home.
  const fetch = createGuardedFetch({ exemptOrigins: () => providers.pinnedOrigins() });
  const ollama = createOllamaEngine({ access: providers.accessOf('ollama'), fetch: createHomeFetch() });
  const engines: readonly Engine[] = [
    local,
    createRehearsalEngine({ launcher: options.launcher, picture, dials: options.rehearsal ?? {} }),
    providers.watch(createReplicateEngine({ access: providers.accessOf('replicate'), fetch })),
    providers.watch(createFalEngine({ access: providers.accessOf('fal'), fetch })),
    providers.watchOllama(ollama),
  ];
  return { engines, ollama, fetch };
}
