import type { OpenDocument } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Notices } from './ports.ts';

/** Which document a window shows when it has reached its host; null for none. */
export type FirstDocument = (
  open: readonly OpenDocument[],
  present: OpenDocument | null,
) => Promise<OpenDocument | null>;

export interface FirstDocumentParts {
  link: StudioLink;
  notices: Notices;
  /** Files of this window's tabs, in order. */
  tabFiles: () => readonly string[];
  /** Asks about changes that a killed program left behind; true when there are any. */
  askForUnsaved: () => Promise<boolean>;
}

/**
 * A window that comes back to a host that was started anew gets its tabs again, with what was kept of them. A fresh one
 * shows what the host has open, else the document of last time, and the sample story where there was none yet. While it
 * is to be decided about unsaved changes, nothing is opened over them.
 */
export function createFirstDocument({ link, notices, tabFiles, askForUnsaved }: FirstDocumentParts): FirstDocument {
  const { client } = link;

  async function openOrTell(file: string): Promise<OpenDocument | null> {
    try {
      return await client.matrix.open({ file });
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      notices.failed(failureOf(error));
      return null;
    }
  }

  async function comeBack(open: readonly OpenDocument[], present: OpenDocument): Promise<OpenDocument | null> {
    const found = open.find((each) => each.id === present.id);
    const isOpen = (file: string): boolean => open.some((each) => each.file === file);
    const files = [...new Set([...tabFiles(), present.file])].filter((file) => !isOpen(file));
    let reopened: OpenDocument | null = null;
    for (const file of files) {
      const document = await openOrTell(file);
      if (document?.recovered === true) notices.recovered(document);
      if (document !== null && (reopened === null || document.id === present.id)) reopened = document;
    }
    return found ?? (reopened?.id === present.id ? reopened : null) ?? open[0] ?? reopened;
  }

  return async (open, present) => {
    if (present !== null) return comeBack(open, present);
    const isAsking = await askForUnsaved();
    if (open[0] !== undefined) return open[0];
    if (isAsking) return null;
    const last = (await client.matrix.recent()).find(({ exists }) => exists);
    return last === undefined ? client.matrix.openSample() : openOrTell(last.file);
  };
}
