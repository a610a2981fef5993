import type { StoreApi } from 'zustand/vanilla';
import type { PictureMediaType } from '../../shared/artifact/index.ts';
import type { DocumentId, TakeId } from '../../shared/base/index.ts';
import type { Generation, Said } from '../../shared/assist/index.ts';
import type { Finishing, Language } from '../../shared/contract/index.ts';
import type { CellRun } from '../../shared/run/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { AssistState } from './assist-state.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { Asked } from './model-store.ts';
import { createPendingFeedback } from './pending-feedback.ts';

/** A picture's bytes, and the name it is saved by. */
export interface SavedPicture {
  name: string;
  content: Blob;
}

/** The pictures that were made, and what the user says of them. */
export interface AssistResults {
  /** Keeps what is said of a picture; what is not named stays as it was. */
  say(id: TakeId, said: Said): Promise<boolean>;
  /**
   * A picture with what it was made with in it, to be saved. That it was saved, or with no words of the user shared, says
   * something of it.
   */
  fileOf(id: TakeId, mediaType: PictureMediaType, finishing: Finishing): Promise<Asked<SavedPicture>>;
  /** Has the shown generation drawn on one sheet, and says where it can be read. */
  drawSheet(language: Language, save: (address: string) => Promise<void>): Promise<boolean>;
  /** Resolves when everything that was said has arrived. */
  settled(): Promise<void>;
  show(generation: Generation): void;
  /** Fetches the newest generations. */
  refresh(): Promise<void>;
  /** Fetches the shown one. */
  refreshShown(): Promise<void>;
  cellsChanged(documentId: DocumentId, cells: readonly CellRun[]): void;
  runChanged(documentId: DocumentId): void;
}

export interface ResultParts {
  link: StudioLink;
  attempt: Attempt;
  store: StoreApi<AssistState>;
}

/** Creates what keeps the shown and the newest generations in step with the core. */
export function createAssistResults({ link, attempt, store }: ResultParts): AssistResults {
  const { assist } = link.client;

  const pending = createPendingFeedback({
    send: (said) =>
      attempt(async () => {
        await assist.feedback(said);
      }),
    refresh: async () => {
      await Promise.all([refreshShown(), refresh()]);
    },
  });

  const refresh = latestOnly(async () => {
    try {
      store.setState({
        recent: (await assist.recent({})).map((each) => pending.asWished(each)),
        phase: { kind: 'ready' },
      });
    } catch (error) {
      // What is shown stays; a reconnect fetches again.
      if (error instanceof DisconnectedError || store.getState().phase.kind === 'ready') return;
      store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
    }
  });

  const refreshShown = latestOnly(async () => {
    const shown = store.getState().generation;
    if (shown === null) return;
    await attempt(async () => {
      const generation = pending.asWished(await assist.generation({ id: shown.id }));
      if (store.getState().generation?.id === generation.id) store.setState({ generation });
    });
  });

  function say(id: TakeId, said: Said): Promise<boolean> {
    const answer = pending.say(id, said);
    store.setState(({ generation, recent }) => ({
      generation: generation === null ? null : pending.asWished(generation),
      recent: recent.map((each) => pending.asWished(each)),
    }));
    return answer;
  }

  return {
    refresh,
    refreshShown,
    say,
    async fileOf(id, mediaType, finishing) {
      try {
        const { name, data } = await assist.file({ id, mediaType, ...finishing });
        void say(id, { actions: [finishing.disclosure === 'share-safe' ? 'shared' : 'saved'] });
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        return { value: { name, content: new Blob([bytes], { type: mediaType }) } };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    },
    settled: () => pending.settled(),
    drawSheet: (language, save) =>
      attempt(async () => {
        const shown = store.getState().generation;
        if (shown === null) return;
        const { asset } = await assist.sheet({ id: shown.id, language });
        await save(link.assetUrl(asset));
      }),
    show(generation) {
      store.setState({ generation, live: new Map() });
      void refreshShown();
    },
    cellsChanged(documentId, cells) {
      if (store.getState().generation?.documentId !== documentId) return;
      store.setState(({ live }) => ({ live: new Map([...live, ...cells.map((cell) => [cell.key, cell] as const)]) }));
    },
    runChanged(documentId) {
      const { generation, recent } = store.getState();
      if (generation?.documentId === documentId) void refreshShown();
      if (recent.some((each) => each.documentId === documentId)) void refresh();
    },
  };
}
