import { join, resolve } from 'node:path';
import type { DocumentId } from '../../shared/base/index.ts';
import type { MatrixDocument } from '../../shared/matrix/index.ts';
import { createTakeIndex } from '../artifact/index.ts';
import { createLocalEngine, createRehearsalEngine } from '../engine/index.ts';
import { createGalleryStore } from '../gallery/index.ts';
import { sampleExample } from '../matrix/index.ts';
import { createPictureProcess } from '../picture/index.ts';
import { createFileHasher, isProcessAlive, openDatabase, openLog } from '../platform/index.ts';
import { createRunStore, type RunResources } from '../run/index.ts';
import { loadTemplates } from '../template/index.ts';
import { createAssets } from './assets.ts';
import type { Core, CoreOptions } from './core.ts';
import { createDocuments } from './documents.ts';
import { createEventHub } from './event-hub.ts';
import { createHeadless } from './headless.ts';
import { createPreviews } from './previews.ts';
import { openProject, type Project } from './project.ts';
import { createRouter } from './router/index.ts';
import { createRuns } from './runs.ts';
import { createSettingsStore } from './settings-store.ts';

/** Wires the program together: the composition root of every host. Throws DatabaseError when the data cannot be opened. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const home = resolve(options.home);
  const database = await openDatabase(home);
  const log = openLog(home);
  const { catalog, failures } = await loadTemplates([join(options.resources, 'templates'), join(home, 'templates')]);
  for (const failure of failures) log.warn({ failure }, 'a template was left out');

  const picture = createPictureProcess(options.launcher);
  const engine = createLocalEngine({
    launcher: options.launcher,
    picture,
    modelFolders: [join(home, 'models'), join(options.resources, 'models')],
  });
  const rehearsal = createRehearsalEngine({ launcher: options.launcher, picture });
  const events = createEventHub();
  const previews = createPreviews();
  const takeIndex = createTakeIndex(database.query);
  const runStore = createRunStore(database.query);
  const hasher = createFileHasher();
  const runs = createRuns({ store: runStore, takeIndex, events, previews, log });
  const documents = createDocuments({
    home,
    resources: options.resources,
    database: database.query,
    onChange: (session) =>
      events.publish({ type: 'matrix.changed', documentId: session.id, revision: session.describe().revision }),
    onError: (error) => log.error({ err: error }, 'the recovery copy could not be written'),
  });
  await takeIndex.forgetMissingFolders();
  await runStore.closeInterrupted(isProcessAlive, Date.now());

  const outputDir = options.outputDir ?? null;
  function openProjectOf(documentId: DocumentId, documentFile: string, matrix: MatrixDocument): Promise<Project> {
    return openProject({ documentId, documentFile, matrix, outputDir, templates: catalog, picture, hasher, takeIndex });
  }

  const projects = new Map<DocumentId, Promise<Project>>();
  function projectOf(id: DocumentId): Promise<Project> {
    const known = projects.get(id);
    if (known !== undefined) return known;
    const session = documents.get(id);
    const opening = openProjectOf(id, session.file, session.matrix);
    projects.set(id, opening);
    opening.then(
      // Its takes were indexed on the way, perhaps under another document's id before.
      () => events.publish({ type: 'takes.changed', documentId: id }),
      // A folder that could not be opened now may be later.
      () => projects.delete(id),
    );
    return opening;
  }

  function resourcesOf(project: Project): RunResources {
    const { documentFile, takes } = project;
    return { documentFile, templates: catalog, engines: [engine, rehearsal], takes, hasher };
  }

  const router = createRouter({
    options: { ...options, home },
    log,
    documents,
    runs,
    gallery: createGalleryStore(database.query),
    settings: createSettingsStore(database.query),
    events,
    templates: catalog,
    samplePath: join(options.resources, sampleExample),
    describeEngine: () => engine.describe(),
    projectOf,
    resourcesOf,
  });

  return {
    router,
    headless: createHeadless({
      resources: options.resources,
      outputDir,
      templates: catalog,
      hasher,
      runs,
      openProjectOf,
      resourcesOf,
    }),
    describeEngine: () => engine.describe(),
    openAsset: createAssets({ home, takeIndex, previews, picture }),
    async openDocument(file) {
      return (await documents.open(file)).describe();
    },
    async close() {
      await runs.cancelAll();
      await documents.close();
      await engine.dispose();
      await rehearsal.dispose();
      await picture.dispose();
      await database.close();
    },
  };
}
