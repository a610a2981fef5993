import { assertNever } from '../../shared/base/index.ts';
import type { StudioEvent } from '../../shared/contract/index.ts';
import type { StudioLink } from '../link/index.ts';
import { readStart } from '../ui/index.ts';
import { createAttempt } from './attempt.ts';
import { createClipboardStore, type ClipboardStore } from './clipboard-store.ts';
import { createAssistStore, type AssistStore } from './assist-store.ts';
import { createConversionStore, type ConversionStore } from './conversion-store.ts';
import { createDocumentStore, type DocumentStore } from './document-store.ts';
import { createEngineStore, type EngineStore } from './engine-store.ts';
import { createFileStore, type FileStore } from './file-store.ts';
import { createFirstDocument } from './first-document.ts';
import { createJobStore, type JobStore } from './job-store.ts';
import { createHistoryStore, type HistoryStore } from './history-store.ts';
import { createInspectorStore, type InspectorStore } from './inspector-store.ts';
import { createLearningStore, type LearningStore } from './learning-store.ts';
import { createLaunchStore, type LaunchStore } from './launch-store.ts';
import type { Notices } from './ports.ts';
import { createMediaStore, type MediaStore } from './media-store.ts';
import { createModelStore, type ModelStore } from './model-store.ts';
import { createPreferenceStore, type PreferenceStore } from './preference-store.ts';
import { createPaceStore, type PaceStore } from './pace-store.ts';
import { createPartStore, type PartStore } from './part-store.ts';
import { createProviderStore, type ProviderStore } from './provider-store.ts';
import { createRecoveryStore, type RecoveryStore } from './recovery-store.ts';
import { revealSteps } from './reveal-steps.ts';
import { createRunStore, type RunStore } from './run-store.ts';
import { spaced } from './spaced.ts';
import { createSpendingStore, type SpendingStore } from './spending-store.ts';
import { createTabStore, type TabStore } from './tab-store.ts';
import { createTakeFiles, type TakeFiles } from './take-files.ts';
import { createTakeStore, type TakeStore } from './take-store.ts';
import { createTextStore, type TextStore } from './text-store.ts';
import { createViewStore, type ViewStore } from './view-store.ts';

/** Everything a window knows and can do. Components reach it by hooks. */
export interface Studio {
  link: StudioLink;
  documents: DocumentStore;
  runs: RunStore;
  launch: LaunchStore;
  parts: PartStore;
  paces: PaceStore;
  jobs: JobStore;
  files: FileStore;
  tabs: TabStore;
  recovery: RecoveryStore;
  takes: TakeStore;
  takeFiles: TakeFiles;
  texts: TextStore;
  media: MediaStore;
  models: ModelStore;
  conversions: ConversionStore;
  engine: EngineStore;
  preferences: PreferenceStore;
  spending: SpendingStore;
  history: HistoryStore;
  providers: ProviderStore;
  assist: AssistStore;
  learning: LearningStore;
  view: ViewStore;
  inspector: InspectorStore;
  clipboard: ClipboardStore;
  /** Listens to the core until the returned function is called. */
  start(): () => void;
}

/** Milliseconds between two looks at the takes that a run makes: its cells show theirs by themselves. */
const takesRestMs = 300;

/** Joins the stores and routes the core's events to them. */
export function createStudio(link: StudioLink, notices: Notices): Studio {
  const attempt = createAttempt(notices);
  const view = createViewStore();
  const tabs = createTabStore(link, attempt);
  const recovery = createRecoveryStore({ link, attempt, view, show: (document) => files.show(document) });
  const firstDocument = createFirstDocument({
    link,
    notices,
    tabFiles: () => tabs.getState().tabs.map((tab) => tab.file),
    askForUnsaved: () => recovery.ask(),
  });
  const documents = createDocumentStore(link, attempt, notices, firstDocument);
  // In the same step: a cell that is clicked as soon as it is there stays selected.
  documents.subscribe(({ document }) => view.turnTo(document?.id ?? null));
  const runs = createRunStore(link, attempt, notices, documents);
  const takes = createTakeStore(link, attempt);
  const takeFiles = createTakeFiles({ link, attempt, notices, takes, system: systemClipboard() });
  const texts = createTextStore({ addressOf: (take) => link.assetUrl(take), read: readStart });
  const media = createMediaStore(link, attempt, documents);
  const models = createModelStore(link, attempt);
  const engine = createEngineStore(link, attempt);
  const conversions = createConversionStore(link, { onWritten: (model) => engine.estimate([model]) });
  const preferences = createPreferenceStore(link, attempt);
  const spending = createSpendingStore(link, attempt);
  const history = createHistoryStore(link, attempt);
  const providers = createProviderStore(link, attempt);
  const assist = createAssistStore({ link, attempt, view });
  const learning = createLearningStore(link, attempt);
  const inspector = createInspectorStore(view);
  const clipboard = createClipboardStore({ attempt, notices, documents, view, system: systemClipboard() });
  const paces = createPaceStore(link, attempt);
  const parts = createPartStore(link, documents, view);
  const launch = createLaunchStore({ link, attempt, documents, parts, runs, view });
  const jobs = createJobStore(link, attempt, notices, documents);
  const files = createFileStore({
    link,
    attempt,
    notices,
    documents,
    tabs,
    view,
    whenLaunched: () => launch.whenIdle(),
    onShown: refreshWork,
  });

  async function loadAll(): Promise<void> {
    const loads = [
      preferences.load(),
      providers.refresh(),
      models.refresh(),
      engine.refresh(),
      spending.refresh(),
      takes.refresh(),
      assist.refresh(),
    ];
    await Promise.all([...loads, documents.load().then(() => Promise.all([refreshWork(), tabs.refresh()]))]);
  }

  /** What belongs to the open document besides its plan. */
  async function refreshWork(): Promise<void> {
    await Promise.all([runs.refresh(), jobs.refresh()]);
  }

  /** While a host that was started anew gets its documents again, it has but some of this window's tabs. */
  async function refreshTabs(): Promise<void> {
    await documents.settled();
    await tabs.refresh();
  }

  /** Another window may have closed the document that is shown here. */
  async function leaveClosed(): Promise<void> {
    await refreshTabs();
    const { document } = documents.getState();
    const open = tabs.getState().tabs;
    // What this window itself opens or closes, it shows itself.
    if (document === null || files.getState().busy || open.some((tab) => tab.id === document.id)) return;
    const next = open[0];
    await (next === undefined ? files.show(null) : files.switchTo(next.id));
  }

  async function refreshTakes(): Promise<void> {
    await Promise.all([takes.refresh(), documents.refreshPlan()]);
  }
  const followTakes = spaced(refreshTakes, takesRestMs);

  /** An edit of this window brings its own answer, and to plan it twice would take the time of the next one. */
  async function followDocument(revision: number): Promise<void> {
    await documents.settled();
    if ((documents.getState().document?.revision ?? -1) < revision) await refreshDocument();
  }

  /** At its end the plan says what the run said until then: before it does, cells that have a take would look empty. */
  async function followRun({ runId, isRound, state }: Extract<StudioEvent, { type: 'run.changed' }>): Promise<void> {
    if (state !== 'running' && state !== 'paused') await refreshTakes();
    runs.runChanged(runId, isRound);
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
        if (event.documentId === present?.id) void followDocument(event.revision);
        void refreshTabs();
        return;
      case 'documents.changed':
        void leaveClosed();
        return;
      case 'run.changed':
        void tabs.runChanged(event.documentId);
        assist.runChanged(event.documentId);
        if (event.documentId !== present?.id) return;
        void followRun(event);
        void jobs.refresh();
        return;
      case 'run.cellsChanged':
        tabs.cellsChanged(event.documentId, event.runId, event.cells);
        assist.cellsChanged(event.documentId, event.cells);
        if (event.documentId !== present?.id) return;
        runs.cellsChanged(event.runId, event.cells);
        if (event.cells.some((cell) => cell.state === 'unknown')) void jobs.refresh();
        return;
      case 'variants.stopped':
        notices.variantsStopped(event);
        return;
      case 'variants.made':
        if (event.documentId === present?.id) notices.variantsMade(event);
        return;
      case 'takes.changed':
        followTakes();
        return;
      case 'jobs.changed':
        void jobs.refresh();
        void documents.refreshPlan();
        return;
      case 'templates.changed':
        void models.refresh();
        void documents.refreshTemplates();
        return;
      case 'models.converting':
        conversions.accept(event);
        return;
      case 'settings.changed':
        preferences.accept(event.settings);
        void spending.refresh();
        return;
      case 'costs.changed':
        void spending.refresh();
        return;
      case 'costs.alerted':
        notices.spendingAlert(event.alert);
        return;
      case 'history.changed':
        void history.refresh();
        return;
      case 'providers.changed':
        void providers.refresh();
        return;
      case 'engine.changed':
        engine.accept(event.status);
        return;
      case 'engine.configured':
        void engine.refresh();
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
    parts,
    paces,
    jobs,
    files,
    tabs,
    recovery,
    takes,
    takeFiles,
    texts,
    media,
    models,
    conversions,
    engine,
    preferences,
    spending,
    history,
    providers,
    assist,
    learning,
    view,
    inspector,
    clipboard,
    start() {
      const stops = [view.followAddress(), parts.follow(), link.watchEvents(onEvent), revealSteps(documents, view)];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** Browsers have none in a page that did not come from this machine or over https. */
function systemClipboard(): Clipboard | undefined {
  return (navigator as Partial<Navigator>).clipboard;
}
