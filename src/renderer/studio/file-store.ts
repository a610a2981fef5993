import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentId, FailureData } from '../../shared/base/index.ts';
import type {
  BrokenDocument,
  DocumentTab,
  DocumentVersionWanted,
  ExampleDocument,
  FolderListing,
  OpenDocument,
  RecentDocument,
} from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import type { Notices } from './ports.ts';
import type { TabStore } from './tab-store.ts';
import type { ViewStore } from './view-store.ts';

export interface FilesState {
  /** Documents opened on this machine, the newest first. */
  recent: readonly RecentDocument[];
  /** Why the open dialog could not do what was asked. */
  failure: FailureData | null;
  busy: boolean;
  /** Documents to start from; null until they were asked for. */
  examples: readonly ExampleDocument[] | null;
  /** The example that the dialog of a new document starts with; null for an empty one. */
  example: string | null;
  /** The folder that is looked through. */
  listing: FolderListing | null;
  /** A document that could not be read, and what helps with it. */
  broken: { file: string; failure: FailureData; help: BrokenDocument } | null;
  /** A tab that is to be closed though its changes are not saved. */
  closing: DocumentTab | null;
}

export type TableFormat = 'csv' | 'tsv';

/** Opening, making, saving elsewhere and exchanging documents. What fails is told in the dialog that asked. */
export interface FileStore extends StoreApi<FilesState> {
  loadRecent(): Promise<boolean>;
  loadExamples(): Promise<boolean>;
  open(file: string, version?: DocumentVersionWanted): Promise<boolean>;
  openSample(): Promise<boolean>;
  /** Makes a document, empty or as an example. */
  create(file: string, title: string, example?: string | null): Promise<boolean>;
  /** Keeps a dropped document among the projects and opens it. */
  bring(name: string, text: string): Promise<boolean>;
  /** Looks through a folder of the host; without one, through that of the projects. */
  browse(folder?: string): Promise<boolean>;
  /** Asks with the system's own dialog, which the desktop program has; null when it was closed. */
  choose(purpose: 'open' | 'save', suggested: string): Promise<string | null>;
  saveAs(file: string): Promise<boolean>;
  /** Shows the document of another tab. */
  switchTo(id: DocumentId): Promise<boolean>;
  /** Closes a tab, the shown one by default; asks first where changes are not saved. */
  close(id?: DocumentId): Promise<boolean>;
  /** Closes the tab that was asked about. */
  finishClosing(how: 'save' | 'keep' | 'drop'): Promise<boolean>;
  /** Takes units from CSV or TSV text, as one edit. */
  importTable(text: string, label: string): Promise<boolean>;
  /** The units as text; null when that failed, which the user then has been told. */
  exportTable(format: TableFormat): Promise<string | null>;
  /** Opens a dialog of this store without what was wrong the last time. */
  ask(dialog: 'open-document' | 'new-document' | 'save-as' | 'import-table'): void;
  /** Opens the dialog of a new document that starts as an example. */
  askForNew(example: string): void;
  /** Shows a document that the host has opened, and what belongs to it. */
  show(document: OpenDocument | null): Promise<void>;
}

/** Failures of reading that say where in the file they are; the dialog about them offers the backup. */
const brokenKinds: ReadonlySet<string> = new Set([
  'not-utf8',
  'not-json',
  'schema',
  'duplicate-key',
  'duplicate-id',
  'reserved-name',
  'unsafe-number',
]);

export interface FileParts {
  link: StudioLink;
  attempt: Attempt;
  notices: Notices;
  documents: DocumentStore;
  tabs: TabStore;
  view: ViewStore;
  /** Resolves when nothing is being started any more: a start goes by the document that is shown. */
  whenLaunched: () => Promise<void>;
  /** Fetches what belongs to the document that is shown now. */
  onShown: () => Promise<void>;
}

/** Creates the store of files. */
export function createFileStore({ link, attempt, notices, documents, tabs, view, ...parts }: FileParts): FileStore {
  const { matrix } = link.client;
  const store = createStore<FilesState>()(() => ({
    recent: [],
    failure: null,
    busy: false,
    examples: null,
    example: null,
    listing: null,
    broken: null,
    closing: null,
  }));

  /** Does what a dialog asks for. A failure stays in the dialog; without one it becomes a notice. */
  async function inDialog(work: () => Promise<void>): Promise<boolean> {
    if (store.getState().busy) return false;
    store.setState({ busy: true, failure: null });
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof DisconnectedError) notices.connectionLost();
      else if (view.getState().overlay === null) notices.failed(failureOf(error));
      else store.setState({ failure: failureOf(error) });
      return false;
    } finally {
      store.setState({ busy: false });
    }
  }

  async function show(document: OpenDocument | null): Promise<void> {
    await parts.whenLaunched();
    view.close();
    await documents.show(document);
    await Promise.all([parts.onShown(), tabs.refresh()]);
  }

  /** Opens a file; one that cannot be read gets a dialog of its own, with the place and the backup. */
  async function openFile(file: string, version: DocumentVersionWanted): Promise<void> {
    await documents.settled();
    try {
      await show(await matrix.open({ file, version }));
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      const failure = failureOf(error);
      if (failure.code !== 'MatrixFormatError' || !brokenKinds.has(failure.kind)) throw error;
      const { line } = failure.place;
      const help = await link.client.documents.inspectBroken(line === undefined ? { file } : { file, line });
      store.setState({ broken: { file, failure, help } });
      view.open({ kind: 'broken-document' });
    }
  }

  async function closeTab(id: DocumentId, unsaved: 'keep' | 'drop'): Promise<void> {
    const isShown = documents.getState().document?.id === id;
    const tab = tabs.getState().tabs.find((each) => each.id === id);
    const next = tab === undefined ? null : tabs.neighbour(tab, 1);
    await matrix.close({ documentId: id, unsaved });
    if (isShown) await show(next === null ? null : await matrix.get({ documentId: next.id }));
    else await tabs.refresh();
    view.forget(id);
  }

  /** Saves a tab; where another program changed its file, the user is asked in front of that document. */
  async function saveTab(id: DocumentId): Promise<boolean> {
    if (documents.getState().document?.id !== id) await show(await matrix.get({ documentId: id }));
    return (await documents.save()) && documents.getState().conflict === null;
  }

  return {
    ...store,
    loadRecent: () =>
      attempt(async () => {
        store.setState({ recent: await matrix.recent() });
      }),
    loadExamples: () =>
      attempt(async () => {
        store.setState({ examples: await link.client.documents.examples() });
      }),
    open: (file, version = 'newest') => inDialog(() => openFile(file, version)),
    openSample: () => inDialog(async () => show(await matrix.openSample())),
    create: (file, title, example = null) =>
      inDialog(async () => {
        const named = title.trim() === '' ? {} : { title: title.trim() };
        await show(await matrix.create({ file, ...named, ...(example === null ? {} : { example }) }));
      }),
    bring: (name, text) => inDialog(async () => show(await link.client.documents.bring({ name, text }))),
    async choose(purpose, suggested) {
      let chosen: string | null = null;
      await attempt(async () => {
        const wanted = suggested.trim() === '' ? { purpose } : { purpose, suggested: suggested.trim() };
        chosen = (await link.client.documents.choose(wanted)).file;
      });
      return chosen;
    },
    browse: (folder) =>
      inDialog(async () => {
        store.setState({ listing: await link.client.documents.browse(folder === undefined ? {} : { folder }) });
      }),
    saveAs: (file) =>
      inDialog(async () => {
        await documents.settled();
        const { document } = documents.getState();
        if (document === null) return;
        const copy = await matrix.saveAs({ documentId: document.id, file });
        tabs.replace(document.id, copy.id);
        await show(copy);
      }),
    switchTo: (id) =>
      attempt(async () => {
        if (documents.getState().document?.id === id) return;
        const file = tabs.getState().tabs.find((tab) => tab.id === id)?.file;
        await documents.settled();
        await tabs.refresh();
        // A host that was started anew meanwhile knows the file by another id.
        const open = tabs.getState().tabs;
        const tab = open.find((each) => each.id === id) ?? open.find((each) => each.file === file);
        await show(await matrix.get({ documentId: tab?.id ?? id }));
      }),
    close: (id) =>
      inDialog(async () => {
        await documents.settled();
        const { document } = documents.getState();
        const wanted = id ?? document?.id;
        if (wanted === undefined) return;
        await tabs.refresh();
        const tab = tabs.getState().tabs.find((each) => each.id === wanted);
        if (tab?.dirty !== true || tab.readOnly !== null) {
          await closeTab(wanted, 'keep');
          return;
        }
        store.setState({ closing: tab });
        view.open({ kind: 'close-document' });
      }),
    finishClosing: (how) =>
      inDialog(async () => {
        const { closing } = store.getState();
        if (closing === null) return;
        view.close();
        if (how !== 'save' || (await saveTab(closing.id))) await closeTab(closing.id, how === 'drop' ? 'drop' : 'keep');
      }),
    importTable: (text, label) =>
      inDialog(async () => {
        await documents.settled();
        const { document } = documents.getState();
        if (document === null) return;
        const { id: documentId, revision: baseRevision } = document;
        await show(await matrix.importTable({ documentId, baseRevision, text, label: label.slice(0, 100) }));
      }),
    async exportTable(format) {
      let text: string | null = null;
      await attempt(async () => {
        await documents.settled();
        const { document } = documents.getState();
        if (document !== null) text = (await matrix.exportTable({ documentId: document.id, format })).text;
      });
      return text;
    },
    ask(dialog) {
      store.setState({ failure: null, example: null, listing: null });
      view.open({ kind: dialog });
    },
    askForNew(example) {
      store.setState({ failure: null, example, listing: null });
      view.open({ kind: 'new-document' });
    },
    show,
  };
}
