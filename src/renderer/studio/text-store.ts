import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TakeId } from '../../shared/base/index.ts';

/** Bytes of a text that are read: as much as a preview shows. */
const textBytes = 1_024;

export interface TextsState {
  /** Beginnings of the texts that were asked for and could be read; a take's file never changes. */
  texts: ReadonlyMap<TakeId, string>;
}

/** What takes of texts say, for showing it inside other texts. */
export interface TextStore extends StoreApi<TextsState> {
  /** Reads those that are not known yet. One that cannot be read stays unknown, and is tried again when asked for anew. */
  want(takes: Iterable<TakeId>): void;
}

export interface TextStoreParts {
  addressOf: (take: TakeId) => string;
  /** The beginning of a file; null when it is gone. Rejects with TypeError while the host is away. */
  read: (address: string, bytes: number) => Promise<string | null>;
}

/** Creates the store of texts. */
export function createTextStore({ addressOf, read }: TextStoreParts): TextStore {
  const store = createStore<TextsState>()(() => ({ texts: new Map() }));
  const asked = new Set<TakeId>();

  async function fetchText(take: TakeId): Promise<void> {
    try {
      const text = await read(addressOf(take), textBytes);
      if (text === null) return;
      const isCut = new TextEncoder().encode(text).length >= textBytes - 3;
      store.setState(({ texts }) => ({ texts: new Map(texts).set(take, isCut ? `${text}…` : text) }));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    } finally {
      asked.delete(take);
    }
  }

  return {
    ...store,
    want(takes) {
      for (const take of takes) {
        if (asked.has(take) || store.getState().texts.has(take)) continue;
        asked.add(take);
        void fetchText(take);
      }
    },
  };
}
