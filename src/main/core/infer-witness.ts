import type { Engine, EngineResult, InlineEngine, RemoteEngine, RemoteStatus } from '../engine/index.ts';

type Succeeded = Extract<RemoteStatus, { state: 'succeeded' }>;

/** What the engines of one inference have said that no take keeps. */
export interface Witness {
  engines: readonly Engine[];
  /** The provider's id of the job; null for work of this machine. */
  readonly remoteId: string | null;
  readonly remote: Succeeded | null;
  readonly inline: EngineResult | null;
}

/** Engines that work as the given ones do, and are listened to. */
export function createWitness(engines: readonly Engine[]): Witness {
  let remoteId: string | null = null;
  let remote: Succeeded | null = null;
  let inline: EngineResult | null = null;

  const hearRemote = (engine: RemoteEngine): RemoteEngine => ({
    ...engine,
    async check(id, options) {
      const status = await engine.check(id, options);
      remoteId = id;
      if (status.state === 'succeeded') remote = status;
      return status;
    },
  });
  const hearInline = (engine: InlineEngine): InlineEngine => ({
    ...engine,
    run: async (job, options) => (inline = await engine.run(job, options)),
  });

  return {
    engines: engines.map((each) => (each.kind === 'remote' ? hearRemote(each) : hearInline(each))),
    get remoteId() {
      return remoteId;
    },
    get remote() {
      return remote;
    },
    get inline() {
      return inline;
    },
  };
}
