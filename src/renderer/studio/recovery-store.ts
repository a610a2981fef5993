import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FailureData } from '../../shared/base/index.ts';
import type { OpenDocument, UnsavedDocument } from '../../shared/contract/index.ts';
import type { DocumentDifference } from '../../shared/matrix/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { ViewStore } from './view-store.ts';

/** What the unsaved changes of a document change in its file. */
export type Comparison =
  | { kind: 'differences'; differences: readonly DocumentDifference[]; total: number }
  | { kind: 'failed'; failure: FailureData };

export interface RecoveryState {
  /** Documents that nobody has decided about yet. */
  unsaved: readonly UnsavedDocument[];
  /** By file; only those that were asked for. */
  comparisons: ReadonlyMap<string, Comparison>;
  busy: boolean;
}

/** Changes that a program left behind when it was killed, and what becomes of them. */
export interface RecoveryStore extends StoreApi<RecoveryState> {
  /** Looks for such changes and asks about them; true when there are any. */
  ask(): Promise<boolean>;
  compare(file: string): Promise<boolean>;
  /** Opens a document with its unsaved changes. */
  restore(file: string): Promise<boolean>;
  restoreAll(): Promise<boolean>;
  /** Opens what was saved; the unsaved changes stay in a copy beside the document. */
  openSaved(file: string): Promise<boolean>;
}

export interface RecoveryParts {
  link: StudioLink;
  attempt: Attempt;
  view: ViewStore;
  show: (document: OpenDocument) => Promise<void>;
}

/** Creates the store of recovery. */
export function createRecoveryStore({ link, attempt, view, show }: RecoveryParts): RecoveryStore {
  const { client } = link;
  const store = createStore<RecoveryState>()(() => ({ unsaved: [], comparisons: new Map(), busy: false }));

  function once(work: () => Promise<void>): Promise<boolean> {
    if (store.getState().busy) return Promise.resolve(false);
    return attempt(async () => {
      store.setState({ busy: true });
      try {
        await work();
      } finally {
        store.setState({ busy: false });
      }
    });
  }

  async function decide(file: string, version: 'newest' | 'saved'): Promise<void> {
    const document = await client.matrix.open({ file, version });
    const unsaved = store.getState().unsaved.filter((each) => each.file !== file);
    store.setState({ unsaved });
    await show(document);
    // Showing a document closes what lies over the page; the question about the others goes on.
    if (unsaved.length > 0) view.open({ kind: 'recovery' });
  }

  return {
    ...store,
    async ask() {
      const unsaved = await client.documents.unsaved();
      store.setState({ unsaved, comparisons: new Map() });
      if (unsaved.length > 0) view.open({ kind: 'recovery' });
      return unsaved.length > 0;
    },
    compare: (file) =>
      attempt(async () => {
        let comparison: Comparison;
        try {
          comparison = { kind: 'differences', ...(await client.documents.compareUnsaved({ file })) };
        } catch (error) {
          if (error instanceof DisconnectedError) throw error;
          comparison = { kind: 'failed', failure: failureOf(error) };
        }
        store.setState(({ comparisons }) => ({ comparisons: new Map(comparisons).set(file, comparison) }));
      }),
    restore: (file) => once(() => decide(file, 'newest')),
    restoreAll: () =>
      once(async () => {
        // The newest is opened last, so that it is the one on the screen.
        for (const { file } of [...store.getState().unsaved].reverse()) await decide(file, 'newest');
      }),
    openSaved: (file) => once(() => decide(file, 'saved')),
  };
}
