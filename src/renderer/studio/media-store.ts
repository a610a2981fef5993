import { createStore, type StoreApi } from 'zustand/vanilla';
import { MediaImportError, type CellKey } from '../../shared/base/index.ts';
import { importChunkBytes, type ImportedMedia } from '../../shared/contract/index.ts';
import { failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import type { Asked } from './model-store.ts';

export interface MediaState {
  /** The file that is on its way in, and how much of it has arrived, 0 to 1; null when there is none. */
  importing: { name: string; share: number } | null;
}

/** Files of the user that become inputs or takes of the open document. */
export interface MediaStore extends StoreApi<MediaState> {
  /**
   * Brings a file in and answers its path relative to the document's folder; null where that failed, which the user then
   * has been told.
   */
  importFile(file: File): Promise<string | null>;
  /** As {@link importFile}, with what the file is by its content. */
  importMedia(file: File): Promise<ImportedMedia | null>;
  /** A small picture of a file that was brought in, or null for what is no picture; or why there is none. */
  thumbnail(path: string): Promise<Asked<Blob | null>>;
  /** Makes a file that was brought in the picked take of a cell. */
  useAsTake(cell: CellKey, path: string): Promise<boolean>;
}

/** Creates the store of files that are brought in. */
export function createMediaStore(link: StudioLink, attempt: Attempt, documents: DocumentStore): MediaStore {
  const { media } = link.client;
  const store = createStore<MediaState>()(() => ({ importing: null }));
  let turns: Promise<unknown> = Promise.resolve();

  async function send(file: File, uploadId: string): Promise<void> {
    for (let offset = 0; offset < file.size; offset += importChunkBytes) {
      const data = await base64Of(file.slice(offset, offset + importChunkBytes), file.name);
      await media.append({ uploadId, offset, data });
      store.setState({ importing: { name: file.name, share: Math.min(1, (offset + importChunkBytes) / file.size) } });
    }
  }

  async function bringIn(file: File): Promise<ImportedMedia | null> {
    const documentId = documents.getState().document?.id;
    if (documentId === undefined) return null;
    store.setState({ importing: { name: file.name, share: 0 } });
    try {
      const { uploadId } = await media.begin({ documentId, name: file.name.slice(-1_000), bytes: file.size });
      await send(file, uploadId);
      return await media.finish({ uploadId });
    } finally {
      store.setState({ importing: null });
    }
  }

  function importMedia(file: File): Promise<ImportedMedia | null> {
    // One after the other: several large files at once would only slow each other down.
    const turn = turns.then(async () => {
      let found: ImportedMedia | null = null;
      await attempt(async () => {
        found = await bringIn(file);
      });
      return found;
    });
    turns = turn;
    return turn;
  }

  return {
    ...store,
    importMedia,
    importFile: async (file) => (await importMedia(file))?.path ?? null,
    async thumbnail(path) {
      const documentId = documents.getState().document?.id;
      if (documentId === undefined) return { value: null };
      try {
        const { webp } = await media.thumbnail({ documentId, path });
        return { value: webp === null ? null : new Blob([bytesOf(webp)], { type: 'image/webp' }) };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    },
    useAsTake: (cell, path) =>
      attempt(async () => {
        const documentId = documents.getState().document?.id;
        if (documentId !== undefined) await media.useAsTake({ documentId, cell, path });
      }),
  };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Bytes as base64, by the browser's own encoder. */
function base64Of(piece: Blob, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(unreadable(name, reader.error));
    reader.readAsDataURL(piece);
  });
}

/** A folder looks like a file until it is read, and a file may be gone by then. */
function unreadable(name: string, cause: DOMException | null): Error {
  const reason = cause?.message ?? 'it cannot be read';
  return new MediaImportError('damaged', `"${name}" cannot be read: ${reason}`, {
    hint: 'Drop files, not folders, and try again.',
    values: { file: name, reason: reason.replace(/\.$/, '') },
  });
}
