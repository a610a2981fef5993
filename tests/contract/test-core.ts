import { implement } from '@orpc/server';
import { NotFoundError, toFailure } from '../../src/shared/base/index.ts';
import { studioContract, type Settings, type StudioEvent } from '../../src/shared/contract/index.ts';
import type { AssetSource, Core } from '../../src/main/core/index.ts';

/** A core just large enough to try a transport with: settings, one slow call, and a stream. */
export interface TestCore {
  core: Core;
  /** Assets that `openAsset` finds. */
  assets: Map<string, AssetSource>;
  /** Tells every open stream. */
  publish(event: StudioEvent): void;
  /** Streams that are open on the server's side. */
  openStreams(): number;
  /** Calls of `app.engine`, which answers only when it is cancelled. */
  engineCalls: { started: number; aborted: number };
}

interface Subscriber {
  push(event: StudioEvent): void;
}

/** A test core in memory. */
export function createTestCore(): TestCore {
  const subscribers = new Set<Subscriber>();
  const engineCalls = { started: 0, aborted: 0 };
  const assets = new Map<string, AssetSource>();
  const studio = implement(studioContract);
  let settings: Settings = { language: null, colorScheme: 'auto', runCapMicroUsd: null };

  async function* watch(signal: AbortSignal | undefined): AsyncGenerator<StudioEvent> {
    const waiting: StudioEvent[] = [];
    let wake = Promise.withResolvers<undefined>();
    const subscriber: Subscriber = {
      push(event) {
        waiting.push(event);
        wake.resolve(undefined);
      },
    };
    signal?.addEventListener('abort', () => wake.resolve(undefined), { once: true });
    subscribers.add(subscriber);
    try {
      yield { type: 'connected' };
      while (signal?.aborted !== true) {
        await wake.promise;
        wake = Promise.withResolvers<undefined>();
        yield* waiting.splice(0);
      }
    } finally {
      subscribers.delete(subscriber);
    }
  }

  const absent = (what: 'document' | 'run' | 'take'): never => {
    throw new NotFoundError(what, `There is no such ${what}`, { hint: 'Reload the window.', values: { what } });
  };

  const typed = studio.use(async ({ next, errors }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof NotFoundError) throw errors.FAILURE({ data: toFailure(error) });
      throw error;
    }
  });

  const router = typed.router({
    app: {
      info: typed.app.info.handler(() => ({
        version: '0.0.0',
        host: 'test' as const,
        dataFolder: '/nowhere',
        node: process.versions.node,
        electron: null,
        platform: process.platform,
      })),
      engine: typed.app.engine.handler(({ signal }) => {
        engineCalls.started += 1;
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            engineCalls.aborted += 1;
            reject(new Error('aborted'));
          });
        });
      }),
    },
    settings: {
      get: typed.settings.get.handler(() => settings),
      set: typed.settings.set.handler(({ input }) => {
        const { language = settings.language, colorScheme = settings.colorScheme } = input;
        settings = { ...settings, language, colorScheme };
        return settings;
      }),
    },
    matrix: {
      list: typed.matrix.list.handler(() => []),
      get: typed.matrix.get.handler(() => absent('document')),
      openSample: typed.matrix.openSample.handler(() => {
        throw new Error('a bug, with the secret word xyzzy');
      }),
      open: typed.matrix.open.handler(() => absent('document')),
      create: typed.matrix.create.handler(() => absent('document')),
      recent: typed.matrix.recent.handler(() => []),
      close: typed.matrix.close.handler(() => absent('document')),
      edit: typed.matrix.edit.handler(() => absent('document')),
      undo: typed.matrix.undo.handler(() => absent('document')),
      redo: typed.matrix.redo.handler(() => absent('document')),
      save: typed.matrix.save.handler(() => absent('document')),
      reload: typed.matrix.reload.handler(() => absent('document')),
      saveAs: typed.matrix.saveAs.handler(() => absent('document')),
      importTable: typed.matrix.importTable.handler(() => absent('document')),
      exportTable: typed.matrix.exportTable.handler(() => absent('document')),
      templates: typed.matrix.templates.handler(() => []),
    },
    plan: { get: typed.plan.get.handler(() => absent('document')) },
    run: {
      start: typed.run.start.handler(() => absent('document')),
      pause: typed.run.pause.handler(() => absent('run')),
      resume: typed.run.resume.handler(() => absent('run')),
      moveToFront: typed.run.moveToFront.handler(() => absent('run')),
      cancel: typed.run.cancel.handler(() => undefined),
      cancelCell: typed.run.cancelCell.handler(() => absent('run')),
      latest: typed.run.latest.handler(() => null),
    },
    jobs: {
      list: typed.jobs.list.handler(() => []),
      decide: typed.jobs.decide.handler(() => absent('run')),
    },
    gallery: {
      list: typed.gallery.list.handler(() => ({ items: [], total: 0, nextCursor: null })),
      rate: typed.gallery.rate.handler(() => absent('take')),
      pick: typed.gallery.pick.handler(() => absent('take')),
      deleteTake: typed.gallery.deleteTake.handler(() => absent('take')),
    },
    events: { watch: typed.events.watch.handler(({ signal }) => watch(signal)) },
  });

  const unused = (): never => {
    throw new Error('not part of the test core');
  };
  return {
    core: {
      router,
      headless: {
        plan: unused,
        cap: unused,
        run: unused,
        read: unused,
        importTable: unused,
        jobs: unused,
        decideJob: unused,
      },
      describeEngine: unused,
      findLedgerDamage: unused,
      openDocument: unused,
      openAsset: (id, variant) => Promise.resolve(assets.get(variant === 'full' ? id : `${id}/${variant}`) ?? null),
      close: () => Promise.resolve(),
    },
    assets,
    publish(event) {
      for (const subscriber of subscribers) subscriber.push(event);
    },
    openStreams: () => subscribers.size,
    engineCalls,
  };
}
