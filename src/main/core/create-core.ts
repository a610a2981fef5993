import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DocumentId } from '../../shared/base/index.ts';
import type { MatrixDocument } from '../../shared/matrix/index.ts';
import { createTakeIndex, openTakeStore } from '../artifact/index.ts';
import { createLocalEngine, createRehearsalEngine, createReplicateEngine, type Engine } from '../engine/index.ts';
import { createGalleryStore } from '../gallery/index.ts';
import { sampleExample } from '../matrix/index.ts';
import { createPictureProcess } from '../picture/index.ts';
import {
  createFileHasher,
  createHashMemory,
  isProcessAlive,
  openDatabase,
  openLog,
  systemClock,
  systemFetch,
} from '../platform/index.ts';
import { createLedger, createResourcePool, createRunStore, defaultTiming, type RunResources } from '../run/index.ts';
import { loadTemplates } from '../template/index.ts';
import { createAssets, forgetThumbnail } from './assets.ts';
import type { Core, CoreOptions } from './core.ts';
import { createDocuments } from './documents.ts';
import { createEventHub } from './event-hub.ts';
import { createHeadless } from './headless.ts';
import { createPreviews } from './previews.ts';
import { createPaidJobs } from './paid-jobs.ts';
import { openProject, type Project } from './project.ts';
import { createProjects } from './projects.ts';
import { createRouter } from './router/index.ts';
import { createRunLocks } from './run-locks.ts';
import { createRuns } from './runs.ts';
import { createSettingsStore } from './settings-store.ts';

/** Where a run works: a project, or only the output folder of one. */
type RunPlace = Pick<Project, 'documentId' | 'documentFile' | 'takes'>;

/** Wires the program together: the composition root of every host. Throws DatabaseError when the data cannot be opened. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const home = resolve(options.home);
  const database = await openDatabase(home);
  const log = openLog(home);
  const { catalog, failures } = await loadTemplates([
    join(options.resources, 'templates'),
    join(home, 'templates'),
    ...(options.templateFolders ?? []),
  ]);
  for (const failure of failures) log.warn({ failure }, 'a template was left out');

  const picture = createPictureProcess(options.launcher);
  const engine = createLocalEngine({
    launcher: options.launcher,
    picture,
    modelFolders: [join(home, 'models'), join(options.resources, 'models')],
  });
  const events = createEventHub();
  const previews = createPreviews();
  const takeIndex = createTakeIndex(database.query);
  const runStore = createRunStore(database.direct, (error) => log.error({ err: error }, 'a run could not be recorded'));
  const ledger = createLedger(database.direct, systemClock);
  const locks = createRunLocks((error) => log.error({ err: error }, 'the lock of an output folder could not be kept'));
  const hasher = createFileHasher(createHashMemory(database.direct));
  const paidJobs = createPaidJobs({ ledger, takeIndex, events, locks, log });
  const runs = createRuns({
    store: runStore,
    takeIndex,
    events,
    previews,
    pool: createResourcePool(),
    locks,
    paidJobs,
    log,
  });
  const documents = createDocuments({
    home,
    resources: options.resources,
    database: database.query,
    onChange: (session) =>
      events.publish({ type: 'matrix.changed', documentId: session.id, revision: session.describe().revision }),
    onError: (error) => log.error({ err: error }, 'a file beside a document could not be written'),
  });
  await takeIndex.forgetMissingFolders();
  runStore.closeInterrupted(isProcessAlive, Date.now());

  const outputDir = options.outputDir ?? null;
  const allowedFolders = (options.allowedFolders ?? []).map((folder) => resolve(folder));
  const settings = createSettingsStore(database.query);
  const engines: readonly Engine[] = [
    engine,
    createRehearsalEngine({ launcher: options.launcher, picture, dials: options.rehearsal ?? {} }),
    createReplicateEngine({ token: null, baseUrl: null, ...options.providers?.replicate, fetch: systemFetch }),
  ];
  const remote = { submitting: new Map(), following: new Map() };

  const protectedFolders = {
    application: [options.resources, join(options.resources, '..', 'out')],
    home: homedir(),
    data: home,
  };

  function openProjectOf(
    documentId: DocumentId,
    documentFile: string,
    matrix: MatrixDocument,
    isRehearsal: boolean,
  ): Promise<Project> {
    const place = { documentId, documentFile, matrix, outputDir, isRehearsal, protectedFolders };
    const failedCells = () => runs.failedCells(documentId, isRehearsal);
    return openProject({
      ...place,
      templates: catalog,
      picture,
      hasher,
      takeIndex,
      ledger,
      failedCells,
      allowedFolders,
    });
  }

  function resourcesOf({ documentId, documentFile, takes }: RunPlace): RunResources {
    return {
      documentId,
      documentFile,
      allowedFolders,
      takes,
      templates: catalog,
      engines,
      hasher,
      ledger,
      remote,
      clock: systemClock,
      fetch: systemFetch,
      timing: { ...defaultTiming, ...options.timing },
      random: Math.random,
    };
  }

  /** Fetches what earlier processes have paid for, also of documents that nobody opens any more. */
  async function resumePaidJobs(): Promise<void> {
    const there = ledger.openFolders().filter((each) => existsSync(each.outputDir));
    // Each for itself: a slow job of one project must not keep another's result from being fetched in time.
    await Promise.all(
      there.map(async ({ outputDir: folder, documentId }) => {
        try {
          const takes = await openTakeStore(folder, { picture, isRehearsal: false });
          await paidJobs.finishAll(resourcesOf({ documentId, documentFile: folder, takes }));
        } catch (error) {
          log.error({ err: error, folder }, 'open paid jobs could not be taken up');
        }
      }),
    );
  }
  // A command or a program ends soon: it takes up only what its own run needs.
  if (options.host !== 'cli' && options.host !== 'library') {
    void resumePaidJobs();
  }

  const projects = createProjects({ openProjectOf, documents, events });

  const router = createRouter({
    options: { ...options, home },
    log,
    documents,
    runs,
    gallery: createGalleryStore(database.query),
    settings,
    paidJobs,
    forgetThumbnail: (id) => forgetThumbnail(home, id),
    events,
    templates: catalog,
    samplePath: join(options.resources, sampleExample),
    describeEngine: () => engine.describe(),
    projectOf: (id, isRehearsal) => projects.of(id, isRehearsal),
    resourcesOf,
  });

  return {
    router,
    headless: createHeadless({
      resources: options.resources,
      outputDir,
      allowedFolders,
      templates: catalog,
      hasher,
      runs,
      documents,
      paidJobs,
      openProjectOf,
      resourcesOf,
      settingsCap: async () => (await settings.get()).runCapMicroUsd,
    }),
    describeEngine: () => engine.describe(),
    findLedgerDamage: () => ledger.findDamage(),
    openAsset: createAssets({ home, takeIndex, previews, picture }),
    async openDocument(file) {
      return (await documents.open(file)).describe();
    },
    async close() {
      await Promise.all([runs.detachAll(), paidJobs.detach()]);
      await documents.closeAll();
      for (const each of engines) await each.dispose();
      await picture.dispose();
      await database.close();
    },
  };
}
