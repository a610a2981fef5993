import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, FailureData } from '../../shared/base/index.ts';
import type { OpenDocument } from '../../shared/contract/index.ts';
import { listCells, type MatrixCell, type MatrixEdit } from '../../shared/matrix/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { LoadPhase, Notices } from './ports.ts';

export interface DocumentState {
  phase: LoadPhase;
  document: OpenDocument | null;
  cells: readonly MatrixCell[];
  templates: ReadonlyMap<string, ModelTemplate>;
  plan: RunPlan | null;
  planned: ReadonlyMap<CellKey, PlannedCell>;
  planFailure: FailureData | null;
  /** A save found that another program changed the file; the user has to say which version stays. */
  conflict: FailureData | null;
}

export interface EditOptions {
  label: string;
  mergeKey?: string;
}

/** The open document with its plan. The core owns both; this is a copy that only grows newer. */
export interface DocumentStore extends StoreApi<DocumentState> {
  /** Opens the newest document of the host, or the sample story. */
  load(): Promise<void>;
  refreshDocument(): Promise<void>;
  refreshPlan(): Promise<void>;
  /** Answers whether the core took the edit. */
  edit(edit: MatrixEdit, options: EditOptions): Promise<boolean>;
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  /** Writes the file; a file that somebody else changed becomes the state's `conflict`. */
  save(): Promise<boolean>;
  /** Writes the file over what another program wrote. */
  saveOver(): Promise<boolean>;
  /** Takes up what is on disk. */
  reload(): Promise<boolean>;
  leaveConflict(): void;
  /** Shows another document of the host, or none. */
  show(document: OpenDocument | null): Promise<void>;
  /** Resolves when every edit made so far has been answered. */
  settled(): Promise<void>;
}

const maxLabelLength = 100;

/** Creates the store of the open document. */
export function createDocumentStore(link: StudioLink, attempt: Attempt, notices: Notices): DocumentStore {
  const { client } = link;
  let edits: Promise<unknown> = Promise.resolve();
  const store = createStore<DocumentState>()(() => ({
    phase: { kind: 'loading' },
    document: null,
    cells: [],
    templates: new Map(),
    plan: null,
    planned: new Map(),
    planFailure: null,
    conflict: null,
  }));

  function accept(document: OpenDocument): void {
    const present = store.getState().document;
    if (present?.id === document.id && present.revision > document.revision) return;
    const cells = present?.matrix === document.matrix ? store.getState().cells : listCells(document.matrix);
    store.setState({ document, cells });
  }

  const refreshPlan = latestOnly(async () => {
    const documentId = store.getState().document?.id;
    if (documentId === undefined) return;
    try {
      const plan = await client.plan.get({ documentId });
      store.setState({ plan, planned: new Map(plan.cells.map((cell) => [cell.key, cell])), planFailure: null });
    } catch (error) {
      // The old plan stays while the host is away; everything is fetched again when it is back.
      if (!(error instanceof DisconnectedError)) store.setState({ plan: null, planFailure: failureOf(error) });
    }
  });

  const refreshDocument = latestOnly(async () => {
    const documentId = store.getState().document?.id;
    if (documentId !== undefined) accept(await client.matrix.get({ documentId }));
  });

  /** One after the other, so that each edit stands on the revision the one before made. */
  function inTurn(work: (document: OpenDocument) => Promise<OpenDocument>): Promise<boolean> {
    const turn = edits.then(() =>
      attempt(async () => {
        const { document } = store.getState();
        if (document === null) return;
        accept(await work(document));
        await refreshPlan();
      }),
    );
    edits = turn;
    return turn;
  }

  async function sendEdit(document: OpenDocument, edit: MatrixEdit, options: EditOptions): Promise<OpenDocument> {
    const request = { documentId: document.id, edit, ...options, label: options.label.slice(0, maxLabelLength) };
    try {
      return await client.matrix.edit({ ...request, baseRevision: document.revision });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'DocumentConflictError' || failure.kind !== 'stale-revision') throw error;
      // Another window was faster. An edit names one value, so it means the same on the newer revision.
      const newer = await client.matrix.get({ documentId: document.id });
      return client.matrix.edit({ ...request, baseRevision: newer.revision });
    }
  }

  async function saveUnlessChanged(document: OpenDocument): Promise<OpenDocument> {
    try {
      return await client.matrix.save({ documentId: document.id });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'DocumentConflictError' || failure.kind !== 'changed-on-disk') throw error;
      store.setState({ conflict: failure });
      return document;
    }
  }

  /** What a window knew of another document, or of this one before the host started again, counts for nothing. */
  function forgetAndAccept(document: OpenDocument): void {
    store.setState({ document: null, conflict: null });
    accept(document);
  }

  return {
    ...store,
    async load() {
      try {
        const [open, templates] = await Promise.all([client.matrix.list(), client.matrix.templates()]);
        const present = store.getState().document;
        const document = open.find((each) => each.id === present?.id) ?? open[0] ?? (await client.matrix.openSample());
        if (document.recovered && present === null) notices.recovered(document);
        store.setState({ templates: new Map(templates.map((each) => [each.id, each])) });
        forgetAndAccept(document);
        store.setState({ phase: { kind: 'ready' } });
      } catch (error) {
        if (!(error instanceof DisconnectedError))
          store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
        return;
      }
      await refreshPlan();
    },
    refreshDocument,
    refreshPlan,
    edit: (edit, options) => inTurn((document) => sendEdit(document, edit, options)),
    undo: () => inTurn((document) => client.matrix.undo({ documentId: document.id })),
    redo: () => inTurn((document) => client.matrix.redo({ documentId: document.id })),
    save: () => inTurn(saveUnlessChanged),
    saveOver: () =>
      inTurn(async (document) => {
        store.setState({ conflict: null });
        return client.matrix.save({ documentId: document.id, onConflict: 'overwrite' });
      }),
    reload: () =>
      inTurn(async (document) => {
        store.setState({ conflict: null });
        return client.matrix.reload({ documentId: document.id });
      }),
    leaveConflict() {
      store.setState({ conflict: null });
    },
    async show(document) {
      store.setState({ plan: null, planned: new Map(), planFailure: null });
      if (document === null) store.setState({ document: null, cells: [], conflict: null });
      else forgetAndAccept(document);
      await refreshPlan();
    },
    async settled() {
      await edits;
    },
  };
}
