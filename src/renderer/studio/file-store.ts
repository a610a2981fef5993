import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FailureData } from '../../shared/base/index.ts';
import type { OpenDocument, RecentDocument } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import type { Notices } from './ports.ts';
import type { ViewStore } from './view-store.ts';

export interface FilesState {
  /** Documents opened on this machine, the newest first. */
  recent: readonly RecentDocument[];
  /** Why the open dialog could not do what was asked. */
  failure: FailureData | null;
  busy: boolean;
}

export type TableFormat = 'csv' | 'tsv';

/** Opening, making, saving elsewhere and exchanging documents. What fails is told in the dialog that asked. */
export interface FileStore extends StoreApi<FilesState> {
  loadRecent(): Promise<boolean>;
  open(file: string): Promise<boolean>;
  openSample(): Promise<boolean>;
  create(file: string, title: string): Promise<boolean>;
  saveAs(file: string): Promise<boolean>;
  close(): Promise<boolean>;
  /** Takes units from CSV or TSV text, as one edit. */
  importTable(text: string, label: string): Promise<boolean>;
  /** The units as text; null when that failed, which the user then has been told. */
  exportTable(format: TableFormat): Promise<string | null>;
  /** Opens a dialog of this store without what was wrong the last time. */
  ask(dialog: 'open-document' | 'new-document' | 'save-as' | 'import-table'): void;
}

export interface FileParts {
  link: StudioLink;
  attempt: Attempt;
  notices: Notices;
  documents: DocumentStore;
  view: ViewStore;
  /** Fetches what belongs to the document that is shown now. */
  onShown: () => Promise<void>;
}

/** Creates the store of files. */
export function createFileStore({ link, attempt, notices, documents, view, onShown }: FileParts): FileStore {
  const { matrix } = link.client;
  const store = createStore<FilesState>()(() => ({ recent: [], failure: null, busy: false }));

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
    if (document?.id !== documents.getState().document?.id) {
      view.select(null);
      view.leaveCamera(null);
    }
    view.close();
    await documents.show(document);
    await onShown();
  }

  return {
    ...store,
    loadRecent: () =>
      attempt(async () => {
        store.setState({ recent: await matrix.recent() });
      }),
    open: (file) => inDialog(async () => show(await matrix.open({ file }))),
    openSample: () => inDialog(async () => show(await matrix.openSample())),
    create: (file, title) =>
      inDialog(async () => show(await matrix.create(title.trim() === '' ? { file } : { file, title: title.trim() }))),
    saveAs: (file) =>
      inDialog(async () => {
        await documents.settled();
        const { document } = documents.getState();
        if (document !== null) await show(await matrix.saveAs({ documentId: document.id, file }));
      }),
    close: () =>
      inDialog(async () => {
        await documents.settled();
        const { document } = documents.getState();
        if (document === null) return;
        await matrix.close({ documentId: document.id });
        await show((await matrix.list())[0] ?? null);
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
      store.setState({ failure: null });
      view.open({ kind: dialog });
    },
  };
}
