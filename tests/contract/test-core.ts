import { implement } from '@orpc/server';
import { NotFoundError, toFailure } from '../../src/shared/base/index.ts';
import { defaultSettings, studioContract, type Settings, type StudioEvent } from '../../src/shared/contract/index.ts';
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
  let settings: Settings = defaultSettings;

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

  const unused = (): never => {
    throw new Error('not part of the test core');
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
    providers: {
      list: typed.providers.list.handler(() => unused()),
      setKey: typed.providers.setKey.handler(() => unused()),
      removeKey: typed.providers.removeKey.handler(() => unused()),
      configure: typed.providers.configure.handler(() => unused()),
      test: typed.providers.test.handler(() => unused()),
      keepIn: typed.providers.keepIn.handler(() => unused()),
      unlock: typed.providers.unlock.handler(() => unused()),
      forgetKeys: typed.providers.forgetKeys.handler(() => unused()),
    },
    engine: {
      overview: typed.engine.overview.handler(() => unused()),
      configure: typed.engine.configure.handler(() => unused()),
      evict: typed.engine.evict.handler(() => unused()),
      restart: typed.engine.restart.handler(() => unused()),
      estimate: typed.engine.estimate.handler(() => unused()),
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
      history: typed.matrix.history.handler(() => absent('document')),
      save: typed.matrix.save.handler(() => absent('document')),
      reload: typed.matrix.reload.handler(() => absent('document')),
      saveAs: typed.matrix.saveAs.handler(() => absent('document')),
      importTable: typed.matrix.importTable.handler(() => absent('document')),
      exportTable: typed.matrix.exportTable.handler(() => absent('document')),
      templates: typed.matrix.templates.handler(() => []),
    },
    media: {
      begin: typed.media.begin.handler(() => absent('document')),
      append: typed.media.append.handler(() => unused()),
      finish: typed.media.finish.handler(() => unused()),
      abort: typed.media.abort.handler(() => unused()),
      thumbnail: typed.media.thumbnail.handler(() => absent('document')),
      useAsTake: typed.media.useAsTake.handler(() => absent('document')),
    },
    documents: {
      tabs: typed.documents.tabs.handler(() => []),
      examples: typed.documents.examples.handler(() => []),
      unsaved: typed.documents.unsaved.handler(() => []),
      compareUnsaved: typed.documents.compareUnsaved.handler(() => absent('document')),
      inspectBroken: typed.documents.inspectBroken.handler(() => absent('document')),
      browse: typed.documents.browse.handler(() => absent('document')),
      choose: typed.documents.choose.handler(() => unused()),
      bring: typed.documents.bring.handler(() => absent('document')),
    },
    models: {
      list: typed.models.list.handler(() => ({ models: [], failures: [] })),
      preview: typed.models.preview.handler(() => absent('document')),
      save: typed.models.save.handler(() => absent('document')),
      refresh: typed.models.refresh.handler(() => absent('document')),
      remove: typed.models.remove.handler(() => absent('document')),
      test: typed.models.test.handler(() => []),
      loras: typed.models.loras.handler(() => []),
      variants: typed.models.variants.handler(() => null),
      convert: typed.models.convert.handler(() => absent('document')),
    },
    plan: {
      get: typed.plan.get.handler(() => absent('document')),
      changes: typed.plan.changes.handler(() => absent('document')),
    },
    run: {
      start: typed.run.start.handler(() => absent('document')),
      pause: typed.run.pause.handler(() => absent('run')),
      resume: typed.run.resume.handler(() => absent('run')),
      moveToFront: typed.run.moveToFront.handler(() => absent('run')),
      cancel: typed.run.cancel.handler(() => undefined),
      cancelCell: typed.run.cancelCell.handler(() => absent('run')),
      latest: typed.run.latest.handler(() => null),
      past: typed.run.past.handler(() => []),
    },
    jobs: {
      list: typed.jobs.list.handler(() => []),
      decide: typed.jobs.decide.handler(() => absent('run')),
    },
    gallery: {
      list: typed.gallery.list.handler(() => ({ items: [], total: 0, nextCursor: null })),
      rate: typed.gallery.rate.handler(() => absent('take')),
      pick: typed.gallery.pick.handler(() => absent('take')),
      showFile: typed.gallery.showFile.handler(() => absent('take')),
      deleteTake: typed.gallery.deleteTake.handler(() => absent('take')),
    },
    assist: {
      analyze: typed.assist.analyze.handler(() => unused()),
      recommend: typed.assist.recommend.handler(() => unused()),
      preview: typed.assist.preview.handler(() => unused()),
      generate: typed.assist.generate.handler(() => unused()),
      generation: typed.assist.generation.handler(() => unused()),
      recent: typed.assist.recent.handler(() => []),
      previewResume: typed.assist.previewResume.handler(() => unused()),
      resume: typed.assist.resume.handler(() => unused()),
      sheet: typed.assist.sheet.handler(() => unused()),
      previewAgain: typed.assist.previewAgain.handler(() => unused()),
      again: typed.assist.again.handler(() => unused()),
      feedback: typed.assist.feedback.handler(() => unused()),
      insights: typed.assist.insights.handler(() => unused()),
      learning: {
        configure: typed.assist.learning.configure.handler(() => unused()),
        reset: typed.assist.learning.reset.handler(() => unused()),
        export: typed.assist.learning.export.handler(() => unused()),
        import: typed.assist.learning.import.handler(() => unused()),
      },
      file: typed.assist.file.handler(() => unused()),
      save: typed.assist.save.handler(() => unused()),
    },
    costs: {
      summary: typed.costs.summary.handler(() => absent('run')),
      totals: typed.costs.totals.handler(() => []),
      drift: typed.costs.drift.handler(() => []),
      exportCsv: typed.costs.exportCsv.handler(() => ({ text: '' })),
      reset: typed.costs.reset.handler(() => absent('run')),
    },
    history: {
      list: typed.history.list.handler(() => ({ items: [], total: 0, models: [] })),
      paces: typed.history.paces.handler(() => []),
    },
    events: { watch: typed.events.watch.handler(({ signal }) => watch(signal)) },
  });

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
        delivered: unused,
        decideJob: unused,
      },
      models: {
        list: unused,
        find: unused,
        preview: unused,
        save: unused,
        refresh: unused,
        remove: unused,
        test: unused,
        loras: unused,
      },
      assist: {
        advisor: { analyze: unused, recommend: unused, triggerWords: unused },
        generations: {
          recommend: unused,
          given: unused,
          preview: unused,
          start: unused,
          previewResume: unused,
          resume: unused,
          previewAgain: unused,
          again: unused,
          read: unused,
          recent: unused,
          made: unused,
          explanationOf: unused,
        },
        learning: {
          learned: unused,
          problem: () => null,
          record: unused,
          giveFeedback: unused,
          knows: unused,
          rate: () => undefined,
          insights: unused,
          configure: unused,
          reset: unused,
          export: unused,
          import: unused,
          close: unused,
        },
        createPipeline: unused,
        drawSheet: unused,
        saveSheet: unused,
        giveFeedback: unused,
        rate: unused,
        save: unused,
        file: unused,
        insights: unused,
      },
      modelFolders: { inspect: unused, convert: unused, isShipped: unused },
      inference: {
        template: unused,
        models: unused,
        plan: unused,
        infer: unused,
        open: unused,
        resume: unused,
      },
      costs: { summary: unused, totals: unused, drift: unused, exportCsv: unused, reset: unused },
      history: { list: unused, paces: unused },
      onCostAlert: () => () => undefined,
      providers: { overview: unused },
      engine: { overview: unused, estimate: unused },
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
