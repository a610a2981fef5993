import { lstat, stat } from 'node:fs/promises';
import { OutputFolderError } from '../../shared/base/index.ts';
import { isErrno } from '../platform/index.ts';

/** Notices when an output folder is not the one any more that was opened. */
export interface FolderGuard {
  /** Whether both folders are still the same ones. */
  isSame(): Promise<boolean>;
  /** Throws OutputFolderError `replaced` when they are not: what is written would land in somebody's other folder. */
  check(): Promise<void>;
}

/** Remembers an output folder and its takes folder, which is no link. Both must exist. */
export async function guardFolder(outputDir: string, takesFolder: string): Promise<FolderGuard> {
  const identity = async (): Promise<string | null> => {
    try {
      const [folder, takes] = await Promise.all([stat(outputDir), lstat(takesFolder)]);
      return `${folder.dev}:${folder.ino} ${takes.dev}:${takes.ino}`;
    } catch (error) {
      if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
      throw error;
    }
  };
  const opened = await identity();
  const isSame = async (): Promise<boolean> => (await identity()) === opened;
  return {
    isSame,
    async check() {
      if (await isSame()) return;
      throw folderReplaced(outputDir);
    },
  };
}

/** The failure of an output folder that is gone, or another one than was opened. */
export function folderReplaced(outputDir: string): Error {
  return new OutputFolderError(
    'replaced',
    `The output folder ${outputDir} was taken away or exchanged while Telar was at work.`,
    {
      hint: 'Put it back, or start again: what was finished before stays where it is.',
      place: { file: outputDir },
      values: { folder: outputDir },
    },
  );
}
