import { assertNever } from '../../shared/base/index.ts';
import type { StudioEvent } from '../../shared/contract/index.ts';
import type { StudioLink } from '../link/index.ts';
import { createAttempt } from './attempt.ts';
import { createDocumentStore, type DocumentStore } from './document-store.ts';
import { createFileStore, type FileStore } from './file-store.ts';
import { createJobStore, type JobStore } from './job-store.ts';
import { createLaunchStore, type LaunchStore } from './launch-store.ts';
import type { Notices } from './ports.ts';
import { createPreferenceStore, type PreferenceStore } from './preference-store.ts';
import { createRunStore, type RunStore } from './run-store.ts';
import { createTakeStore, type TakeStore } from './take-store.ts';
import { createViewStore, type ViewStore } from './view-store.ts';

/** Everything a window knows and can do. Components reach it by hooks. */
export interface Studio {
  link: StudioLink;
  documents: DocumentStore;
  runs: RunStore;
  launch: LaunchStore;
  jobs: JobStore;
  files: FileStore;
  takes: TakeStore;
  preferences: PreferenceStore;
  view: ViewStore;
  /** Listens to the core until the returned function is called. */
  start(): () => void;
}

/** Joins the stores and routes the core's events to them. */
export function createStudio(link: StudioLink, notices: Notices): Studio {
  const attempt = createAttempt(notices);
  const documents = createDocumentStore(link, attempt, notices);
  const runs = createRunStore(link, attempt, notices, documents);
  const takes = createTakeStore(link, attempt);
  const preferences = createPreferenceStore(link, attempt);
  const view = createViewStore();
  const launch = createLaunchStore({ link, attempt, documents, runs, view });
  const jobs = createJobStore(link, attempt, notices, documents);
  const files = createFileStore({ link, attempt, notices, documents, view, onShown: refreshWork });

  async function loadAll(): Promise<void> {
    await Promise.all([preferences.load(), takes.refresh(), documents.load().then(refreshWork)]);
  }

  /** What belongs to the open document besides its plan. */
  async function refreshWork(): Promise<void> {
    await Promise.all([runs.refresh(), jobs.refresh()]);
  }

  async function refreshDocument(): Promise<void> {
    await attempt(() => documents.refreshDocument());
    await documents.refreshPlan();
  }

  function onEvent(event: StudioEvent): void {
    const present = documents.getState().document;
    switch (event.type) {
      case 'connected':
        void loadAll();
        return;
      case 'matrix.changed':
        if (event.documentId === present?.id) void refreshDocument();
        return;
      case 'run.changed':
        if (event.documentId !== present?.id) return;
        runs.stateChanged(event.runId, event.state);
        void jobs.refresh();
        return;
      case 'run.cellsChanged':
        if (event.documentId !== present?.id) return;
        runs.cellsChanged(event.runId, event.cells);
        if (event.cells.some((cell) => cell.state === 'unknown')) void jobs.refresh();
        return;
      case 'takes.changed':
        void takes.refresh();
        void documents.refreshPlan();
        return;
      case 'jobs.changed':
        void jobs.refresh();
        void documents.refreshPlan();
        return;
      case 'settings.changed':
        preferences.accept(event.settings);
        return;
      default:
        assertNever(event);
    }
  }

  return {
    link,
    documents,
    runs,
    launch,
    jobs,
    files,
    takes,
    preferences,
    view,
    start() {
      const stops = [view.followAddress(), link.watchEvents(onEvent)];
      return () => stops.forEach((stop) => stop());
    },
  };
}
