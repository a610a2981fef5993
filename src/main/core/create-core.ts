import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { DocumentId } from '../../shared/base/index.ts';
import type { MatrixDocument } from '../../shared/matrix/index.ts';
import { createCatalog } from '../../shared/template/index.ts';
import { createTakeIndex, createUploads } from '../artifact/index.ts';
import { createLearningStore, createRunEstimates } from '../assist/index.ts';
import { loggedLauncher } from '../child/index.ts';
import { createLocalEngine, createModelFacts, type Engine } from '../engine/index.ts';
import { createGalleryStore } from '../gallery/index.ts';
import { sampleExample } from '../matrix/index.ts';
import { createPictureProcess } from '../picture/index.ts';
import {
  createFileHasher,
  createHashMemory,
  createRedactor,
  isProcessAlive,
  openDatabase,
  openLog,
  systemClock,
} from '../platform/index.ts';
import { createPace, createResourcePool, createRunStore, defaultTiming, type RunResources } from '../run/index.ts';
import { createWeightsProcess } from '../weights/index.ts';
import { createAdvisor } from './create-advisor.ts';
import { createAssist } from './assist.ts';
import { createAssets, forgetThumbnail } from './assets.ts';
import type { Core, CoreOptions } from './core.ts';
import { createEngines } from './create-engines.ts';
import { createRecords } from './create-records.ts';
import { createDocuments } from './documents.ts';
import { createEngineControl } from './engine-control.ts';
import { createEngineSettingsStore } from './engine-settings-store.ts';
import { createEventHub } from './event-hub.ts';
import { createExamples } from './examples.ts';
import { followTemplates } from './follow-templates.ts';
import { createFolderBrowser } from './folder-browser.ts';
import { createGenerationWorkshop, generationFolders } from './generation-workshop.ts';
import { createHeadless, type Headless } from './headless.ts';
import { createInference } from './infer.ts';
import { inputThumbnail } from './input-thumbnail.ts';
import { createPreviews } from './previews.ts';
import { createPaidJobs } from './paid-jobs.ts';
import { openProject, type Project } from './project.ts';
import { createProjects } from './projects.ts';
import { openProviders } from './open-providers.ts';
import { resumePaidJobs, type RunPlace } from './resume-paid-jobs.ts';
import { createRouter } from './router/index.ts';
import { createRunLocks } from './run-locks.ts';
import { createRuns } from './runs.ts';
import { createModelFolders } from './model-folders.ts';
import { createModels } from './models.ts';
import { createVariantWriter } from './model-variants.ts';
import { createSettingsStore } from './settings-store.ts';
import { estimatedEngine, withNotedTimes } from './watch-times.ts';

/** What documents may use where that differs from one command to another. */
interface Means {
  outputDir: string | null;
  allowedFolders: readonly string[];
  engines: readonly Engine[];
}

/** Wires the program together: the composition root of every host. Throws DatabaseError when the data cannot be opened. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const home = resolve(options.home);
  // A command or a program ends soon, and nobody is there to tell it to go on.
  const isStudio = options.host !== 'cli' && options.host !== 'library';
  const database = await openDatabase(home);
  const redactor = createRedactor();
  const log = openLog(home, { redactor });
  const events = createEventHub();
  const templates = await followTemplates({ options, home, isStudio, events, log });
  const { catalog } = templates;

  const launcher = loggedLauncher(options.launcher, (program, line) => log.info({ program, line }, 'a child said'));
  const picture = createPictureProcess(launcher);
  const modelFolders = [join(home, 'models'), join(options.resources, 'models')];
  const loraFolders = [join(home, 'loras'), join(options.resources, 'loras')];
  const plainEngine = createLocalEngine({
    ...{ launcher, picture, modelFolders, loraFolders, home },
  });
  const estimates = await createRunEstimates(estimatedEngine(plainEngine), join(home, 'run-times.json'));
  const localEngine = withNotedTimes(plainEngine, estimates, (error) =>
    log.warn({ err: error }, 'what a run took was not noted'),
  );
  const weights = createWeightsProcess(launcher);
  const uploads = createUploads({ picture });
  const previews = createPreviews();
  const takeIndex = createTakeIndex(database.query);
  const runStore = createRunStore(database.direct, (error) => log.error({ err: error }, 'a run could not be recorded'));
  const { ledger, costs, history, onCostAlert } = createRecords({
    home,
    database: database.direct,
    events,
    redactor,
    log,
    hasCosts: options.costs ?? true,
  });
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
    onStorageTrouble: isStudio ? 'pause' : 'stop',
    log,
    redactor,
  });
  const documents = createDocuments({
    home,
    resources: options.resources,
    database: database.query,
    onChange: (session) =>
      events.publish({ type: 'matrix.changed', documentId: session.id, revision: session.describe().revision }),
    onKept: () => events.publish({ type: 'documents.changed' }),
    onError: (error) => log.error({ err: error }, 'a file beside a document could not be written'),
  });
  await takeIndex.forgetMissingFolders();
  runStore.closeInterrupted(isProcessAlive, Date.now());

  const outputDir = options.outputDir ?? null;
  const allowedFolders = (options.allowedFolders ?? []).map((folder) => resolve(folder));
  const settings = createSettingsStore(database.query);
  const providers = await openProviders({
    options,
    home,
    database: database.query,
    events,
    log,
    redactor,
  });
  const { engines, ollama, fetch } = createEngines({
    ...{ launcher, rehearsal: options.rehearsal, picture },
    ...{ local: localEngine, providers },
  });
  const ownMeans: Means = { outputDir, allowedFolders, engines };
  const remote = { submitting: new Map(), following: new Map() };
  const pace = createPace();

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
    means: Means = ownMeans,
  ): Promise<Project> {
    const place = { documentId, documentFile, matrix, outputDir: means.outputDir, isRehearsal, protectedFolders };
    const failedCells = () => runs.failedCells(documentId, isRehearsal);
    return openProject({
      ...place,
      templates: catalog,
      engines: means.engines,
      picture,
      hasher,
      takeIndex,
      ledger,
      failedCells,
      allowedFolders: means.allowedFolders,
    });
  }

  function resourcesOf({ documentId, documentFile, takes }: RunPlace, means: Means = ownMeans): RunResources {
    return {
      documentId,
      documentFile,
      allowedFolders: means.allowedFolders,
      takes,
      // What was planned by one state of the templates is run by it.
      templates: createCatalog(catalog.values()),
      engines: means.engines,
      hasher,
      ledger,
      history,
      remote,
      pace,
      clock: systemClock,
      fetch,
      timing: { ...defaultTiming, ...options.timing },
      random: Math.random,
    };
  }

  // A command takes up only what its own run needs.
  if (isStudio) void resumePaidJobs({ ledger, paidJobs, picture, log, resourcesOf: (place) => resourcesOf(place) });

  const models = createModels({
    home,
    source: templates,
    engines,
    facts: createModelFacts({
      access: { replicate: providers.accessOf('replicate'), fal: providers.accessOf('fal') },
      fetch,
    }),
    describeEngine: () => localEngine.describe(),
    lorasOf: (template) => localEngine.loras(template),
    now: () => systemClock.nowMs(),
  });

  const folders = createModelFolders({ weights, folders: modelFolders, resources: options.resources });
  const variants = createVariantWriter({
    find: (id) => models.find(id).template,
    folderOf: (template) => localEngine.folderOf(template),
    modelFolders: folders,
    events,
  });

  const engine = await createEngineControl({
    engine: { ...localEngine, estimate: (model) => localEngine.estimate(models.find(model).template) },
    store: createEngineSettingsStore(database.query),
    environment: options.engine ?? { settings: {}, overrides: [] },
    events,
  });

  const projects = createProjects({
    openProjectOf,
    documents,
    events,
    isRunning: (id, isRehearsal) => runs.isRunning(id, isRehearsal),
  });

  const gallery = createGalleryStore(database.query, generationFolders(home));
  const learning = createLearningStore(join(home, 'learning.db'));
  const shelf = {
    templates: catalog,
    refusalOf: (id: string) => templates.refusalOf(id),
    ollamaModel: options.providers?.ollama?.model ?? null,
  };
  const assist = createAssist({
    advisor: await createAdvisor({
      ...shelf,
      home,
      resources: options.resources,
      engine: localEngine,
      estimates,
      learning,
      loraFolders,
      ollama,
    }),
    workshop: createGenerationWorkshop({
      ...shelf,
      home,
      headless: headlessWith({ ...ownMeans, outputDir: null }),
      runs,
      takeIndex,
      gallery,
      engine: localEngine,
      log,
    }),
    learning,
    gallery,
    takeIndex,
    picture,
    events,
    now: () => systemClock.nowMs(),
  });

  const router = createRouter({
    options: { ...options, home },
    log,
    redactor,
    documents,
    uploads,
    thumbnailOf: (file, path) => inputThumbnail(picture, file, path),
    examples: createExamples(join(options.resources, 'examples'), catalog),
    folders: createFolderBrowser({ home, recent: () => documents.recent() }),
    runs,
    gallery,
    assist,
    previews,
    settings,
    costs,
    history,
    providers,
    paidJobs,
    forgetThumbnail: (id) => forgetThumbnail(home, id),
    events,
    templates: catalog,
    models,
    variants,
    engine,
    samplePath: join(options.resources, sampleExample),
    describeEngine: () => localEngine.describe(),
    projectOf: (id, isRehearsal) => projects.of(id, isRehearsal),
    resourcesOf: (project) => resourcesOf(project),
  });

  function headlessWith(means: Means): Headless {
    return createHeadless({
      resources: options.resources,
      outputDir: means.outputDir,
      allowedFolders: means.allowedFolders,
      templates: catalog,
      hasher,
      runs,
      documents,
      paidJobs,
      openProjectOf: (id, file, matrix, isRehearsal) => openProjectOf(id, file, matrix, isRehearsal, means),
      resourcesOf: (project) => resourcesOf(project, means),
      settingsCap: async () => (await settings.get()).runCapMicroUsd,
    });
  }

  return {
    router,
    models,
    modelFolders: folders,
    assist,
    headless: headlessWith(ownMeans),
    inference: createInference({
      home,
      ...shelf,
      engines,
      ledger,
      ollama,
      headlessWith: (means) => headlessWith({ ...means, outputDir: null }),
    }),
    costs,
    history,
    onCostAlert,
    providers,
    engine,
    describeEngine: () => localEngine.describe(),
    findLedgerDamage: () => ledger.findDamage(),
    openAsset: createAssets({ home, takeIndex, previews, picture }),
    async openDocument(file) {
      return (await documents.open(file)).describe();
    },
    async close() {
      engine.close();
      await templates.close();
      await Promise.all([runs.detachAll(), paidJobs.detach()]);
      await uploads.close();
      await documents.closeAll();
      for (const each of engines) await each.dispose();
      weights.dispose();
      await picture.dispose();
      await history.close();
      await providers.close();
      learning.close();
      await database.close();
    },
  };
}
