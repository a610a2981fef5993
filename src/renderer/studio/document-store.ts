import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DocumentSteps, OpenDocument } from '../../shared/contract/index.ts';
import { applyEdit, changedCells, listCells, type MatrixEdit } from '../../shared/matrix/index.ts';
import type { RunPlan } from '../../shared/plan/index.ts';
import { createCatalog } from '../../shared/template/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { createComeback } from './comeback.ts';
import { nothingOpen, type DocumentState, type EditOptions, type TakenStep } from './document-state.ts';
import { createEditJournal, type NamedEdit } from './edit-journal.ts';
import { createEditSender } from './edit-sender.ts';
import type { FirstDocument } from './first-document.ts';
import { keepCells, keepPlanChanges } from './keep-document.ts';
import { keepSame } from './keep-same.ts';
import { latestOnly } from './latest-only.ts';
import type { Notices } from './ports.ts';

/** The open document with its plan. The core owns both; this is a copy that only grows newer. */
export interface DocumentStore extends StoreApi<DocumentState> {
  /** Opens what this window shows first, or shows what it had before the host went away. */
  load(): Promise<void>;
  refreshDocument(): Promise<void>;
  refreshPlan(): Promise<void>;
  /** Takes up templates that were added, changed or removed. */
  refreshTemplates(): Promise<void>;
  /** Answers whether the core took the edit; while the host is away the answer waits for it. */
  edit(edit: MatrixEdit, options: EditOptions): Promise<boolean>;
  undo(steps?: number): Promise<boolean>;
  redo(steps?: number): Promise<boolean>;
  /** Labels of the newest steps; null when they could not be had, which the user then has been told. */
  history(): Promise<DocumentSteps | null>;
  /** Writes the file; a file that somebody else changed becomes the state's `conflict`. */
  save(): Promise<boolean>;
  /** Writes the file over what another program wrote. */
  saveOver(): Promise<boolean>;
  /** Takes up what is on disk. */
  reload(): Promise<boolean>;
  leaveConflict(): void;
  /** Shows another document of the host, or none. */
  show(document: OpenDocument | null): Promise<void>;
  /** Resolves when every edit made so far has been answered and the documents of a host that came back are known. */
  settled(): Promise<void>;
}

/** Creates the store of the open document. */
export function createDocumentStore(
  link: StudioLink,
  attempt: Attempt,
  notices: Notices,
  firstDocument: FirstDocument,
): DocumentStore {
  const { client } = link;
  const comeback = createComeback(link.status);
  let edits: Promise<unknown> = Promise.resolve();
  const store = createStore<DocumentState>()(() => nothingOpen);
  const journal = createEditJournal();
  /** The document as the host said it is: what is shown may be ahead of it while the host is away. */
  let confirmed: OpenDocument | null = null;

  function accept(document: OpenDocument): void {
    const present = store.getState().document;
    if (present?.id === document.id && present.revision > document.revision) return;
    confirmed = present?.id === document.id ? keepSame(present, document) : document;
    const { matrix } = confirmed;
    const { cells } = store.getState();
    store.setState({
      document: confirmed,
      cells: present?.matrix === matrix ? cells : keepCells(cells, listCells(matrix)),
    });
  }

  /** The plan in this window and its name at the host, which then tells only what is new in the next one. */
  let toldPlan: { id: string; plan: RunPlan | null } | null = null;

  const refreshPlan = latestOnly(async () => {
    const documentId = store.getState().document?.id;
    if (documentId === undefined) return;
    try {
      const { plan } = store.getState();
      const since = plan !== null && plan === toldPlan?.plan ? toldPlan.id : null;
      const changes = await client.plan.changes({ documentId, since });
      // Another document is shown by now, whose plan has been asked for.
      if (changes.since !== null && store.getState().plan !== plan) return;
      store.setState((before) => ({ ...keepPlanChanges(before, changes), planFailure: null }));
      toldPlan = { id: changes.id, plan: store.getState().plan };
    } catch (error) {
      // The old plan stays while the host is away; everything is fetched again when it is back.
      if (!(error instanceof DisconnectedError)) store.setState({ plan: null, planFailure: failureOf(error) });
    }
  });

  const refreshTemplates = latestOnly(async () => {
    await attempt(async () => {
      store.setState({ templates: createCatalog(await client.matrix.templates()) });
    });
    await refreshPlan();
  });

  const refreshDocument = latestOnly(async () => {
    const documentId = store.getState().document?.id;
    if (documentId !== undefined) accept(await client.matrix.get({ documentId }));
  });

  const sender = createEditSender({ client, comeback, journal, lastConfirmed: () => confirmed });

  /** One after the other, so that each edit stands on the revision the one before made. */
  function inTurn(
    work: (document: OpenDocument) => Promise<OpenDocument>,
    until: () => Promise<void> = () => comeback.awaited(),
  ): Promise<boolean> {
    const turn = Promise.all([edits, until()]).then(() =>
      attempt(async () => {
        const { document } = store.getState();
        if (document === null) return;
        const after = await work(document);
        // Asked for first: the host plans while this window draws what has changed.
        void refreshPlan();
        await messagesAreSent();
        accept(after);
      }),
    );
    edits = turn;
    return turn;
  }

  /** Shows an edit before the host has it, which is away. Refused here, it would be refused there. */
  function showAhead(edit: MatrixEdit): void {
    const { document } = store.getState();
    if (document === null) return;
    const { matrix } = applyEdit(document.matrix, edit);
    store.setState(({ cells }) => ({
      document: { ...document, matrix, dirty: true },
      cells: keepCells(cells, listCells(matrix)),
    }));
  }

  async function edit(change: MatrixEdit, options: EditOptions): Promise<boolean> {
    const named: NamedEdit = { edit: change, ...options };
    if (link.status.getSnapshot() !== 'disconnected') return inTurn((document) => sender.sendSurely(document, named));
    const isPossible = await attempt(() => {
      showAhead(change);
      return Promise.resolve();
    });
    if (!isPossible) return false;
    store.setState(({ waiting }) => ({ waiting: waiting + 1 }));
    try {
      return await inTurn(
        (document) => sender.sendSurely(document, named),
        () => comeback.present(),
      );
    } finally {
      store.setState(({ waiting }) => ({ waiting: waiting - 1 }));
    }
  }

  function takeStep(kind: TakenStep['kind'], steps = 1): Promise<boolean> {
    const askedAtMs = performance.now();
    return inTurn(
      async (document) => {
        const label = (kind === 'undo' ? document.undoLabel : document.redoLabel) ?? '';
        const after = await client.matrix[kind]({ documentId: document.id, ...(steps === 1 ? {} : { steps }) });
        if (after.revision === document.revision) return after;
        journal.clear();
        const changed = changedCells(document.matrix, after.matrix);
        store.setState({ lastStep: { kind, label, steps, askedAtMs, changed } });
        return after;
      },
      () => comeback.present(),
    );
  }

  /** Takes up what the host has after it was away; what it lost is made again, what it has more is said. */
  async function catchUp(known: OpenDocument, onHost: OpenDocument): Promise<OpenDocument> {
    const missing = journal.missing(known.matrix, onHost.matrix);
    if (missing === null) {
      journal.clear();
      notices.changedMeanwhile(onHost);
      return onHost;
    }
    let document = onHost;
    for (const named of missing) document = await sender.sendEdit(document, named);
    if (missing.length > 0) notices.resumed(missing.length);
    return document;
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
    if (confirmed?.id !== document.id) journal.clear();
    accept(document);
  }

  return {
    ...store,
    async load() {
      try {
        const [open, templates] = await Promise.all([client.matrix.list(), client.matrix.templates()]);
        const present = store.getState().document;
        const document = await firstDocument(open, present);
        if (document?.recovered === true && present === null) notices.recovered(document);
        const known = confirmed;
        store.setState({ templates: createCatalog(templates) });
        if (document === null) {
          confirmed = null;
          store.setState({ document: null, cells: [], conflict: null });
        } else forgetAndAccept(known?.id === document.id ? await catchUp(known, document) : document);
        store.setState({ phase: { kind: 'ready' } });
      } catch (error) {
        if (error instanceof DisconnectedError) return;
        comeback.isComplete();
        store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
        return;
      }
      comeback.isComplete();
      await refreshPlan();
    },
    refreshDocument,
    refreshPlan,
    refreshTemplates,
    edit,
    undo: (steps) => takeStep('undo', steps),
    redo: (steps) => takeStep('redo', steps),
    async history() {
      let steps: DocumentSteps | null = null;
      await attempt(async () => {
        const documentId = store.getState().document?.id;
        if (documentId !== undefined) steps = await client.matrix.history({ documentId });
      });
      return steps;
    },
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
      if (document === null) {
        confirmed = null;
        store.setState({ document: null, cells: [], conflict: null });
      } else forgetAndAccept(document);
      await refreshPlan();
    },
    async settled() {
      await edits;
      await comeback.awaited();
    },
  };
}

/** A message leaves some promises after its call, and drawing would come between. */
function messagesAreSent(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
