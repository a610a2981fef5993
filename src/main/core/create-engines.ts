import type { ChildLauncher } from '../child/index.ts';
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
  launcher: ChildLauncher;
  rehearsal: CoreOptions['rehearsal'];
  picture: PictureProcess;
  /** The engine of this machine's own models. */
  local: Engine;
  providers: Providers;
}

/** Everything that can do an inference, with the network that it may use. */
export function createEngines({ launcher, rehearsal, picture, local, providers }: EnginesOptions): {
  engines: readonly Engine[];
  ollama: OllamaEngine;
  fetch: Fetch;
} {
  // What the user sets by hand may be a stand-in or a proxy at home.
  const fetch = createGuardedFetch({ exemptOrigins: () => providers.pinnedOrigins() });
  const ollama = createOllamaEngine({ access: providers.accessOf('ollama'), fetch: createHomeFetch() });
  const engines: readonly Engine[] = [
    local,
    createRehearsalEngine({ launcher, picture, dials: rehearsal ?? {} }),
    providers.watch(createReplicateEngine({ access: providers.accessOf('replicate'), fetch })),
    providers.watch(createFalEngine({ access: providers.accessOf('fal'), fetch })),
    providers.watchOllama(ollama),
  ];
  return { engines, ollama, fetch };
}
