import type { TakeId } from '../../shared/base/index.ts';
import type { StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { Notices } from './ports.ts';
import type { TakeStore } from './take-store.ts';

/** The files of takes on the machine where Telar runs. */
export interface TakeFiles {
  /** Marks a take's file in the file manager; in a browser, which opens none, its path goes to the clipboard instead. */
  show(id: TakeId): Promise<boolean>;
}

export interface TakeFilesParts {
  link: StudioLink;
  attempt: Attempt;
  notices: Notices;
  takes: TakeStore;
  /** The system's clipboard; not there in a page that is not served from this machine. */
  system: Pick<Clipboard, 'writeText'> | undefined;
}

/** Creates the way to files of takes. */
export function createTakeFiles({ link, attempt, notices, takes, system }: TakeFilesParts): TakeFiles {
  async function copy(file: string): Promise<void> {
    try {
      if (system === undefined) throw new Error('no clipboard');
      await system.writeText(file);
      notices.pathCopied(file);
    } catch {
      // The browser says only that it is not allowed; then the path is at least read.
      notices.pathOnly(file);
    }
  }

  return {
    show: (id) =>
      attempt(async () => {
        const documentId = takes.getState().items.get(id)?.documentId;
        if (documentId === undefined || documentId === null) return;
        const { file, isShown } = await link.client.gallery.showFile({ documentId, takeId: id });
        if (!isShown) await copy(file);
      }),
  };
}
