import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TakeId } from '../../shared/base/index.ts';
import type { JobDecision, OpenJob } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import { latestOnly } from './latest-only.ts';
import type { Notices } from './ports.ts';

export interface JobsState {
  /** Paid jobs of the document that are not finished, oldest first. */
  open: readonly OpenJob[];
  /** Jobs about which a decision is on its way. */
  deciding: ReadonlySet<TakeId>;
}

/** Paid jobs that are still open, also those of earlier runs. */
export interface JobStore extends StoreApi<JobsState> {
  refresh(): Promise<void>;
  decide(id: TakeId, decision: JobDecision): Promise<boolean>;
}

/** Creates the store of open paid jobs. */
export function createJobStore(
  link: StudioLink,
  attempt: Attempt,
  notices: Notices,
  documents: DocumentStore,
): JobStore {
  const store = createStore<JobsState>()(() => ({ open: [], deciding: new Set() }));

  const refresh = latestOnly(async () => {
    const documentId = documents.getState().document?.id;
    if (documentId === undefined) {
      store.setState({ open: [] });
      return;
    }
    try {
      store.setState({ open: await link.client.jobs.list({ documentId }) });
    } catch (error) {
      if (!(error instanceof DisconnectedError)) notices.failed(failureOf(error));
    }
  });

  function setDeciding(id: TakeId, isDeciding: boolean): void {
    const deciding = new Set(store.getState().deciding);
    if (isDeciding) deciding.add(id);
    else deciding.delete(id);
    store.setState({ deciding });
  }

  return {
    ...store,
    refresh,
    decide: (jobId, decision) =>
      attempt(async () => {
        const documentId = documents.getState().document?.id;
        if (documentId === undefined || store.getState().deciding.has(jobId)) return;
        setDeciding(jobId, true);
        try {
          await link.client.jobs.decide({ documentId, jobId, decision });
        } finally {
          setDeciding(jobId, false);
        }
        await refresh();
      }),
  };
}
