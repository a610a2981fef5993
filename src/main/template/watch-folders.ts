import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../platform/index.ts';

export interface FolderWatch {
  close(): void;
}

/** Folders that are watched below one; more than that is no folder of templates. */
const maxFolders = 200;

/**
 * Calls `onEvent` after each change of a file in these folders or below them. Every folder has a watcher of its own: the
 * recursive ones of Node on Linux miss what happens in a folder just made (seen with Node 24). A folder that cannot be
 * watched is told to `onError`, and the others still are.
 */
export function watchFolders(
  roots: readonly string[],
  { onEvent, onError }: { onEvent: () => void; onError: (error: unknown) => void },
): FolderWatch {
  const watchers = new Map<string, FSWatcher>();

  function follow(): void {
    for (const [folder, watcher] of watchers) {
      if (existsSync(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of roots.flatMap(foldersOf)) if (!watchers.has(folder)) add(folder);
  }

  function add(folder: string): void {
    const watcher = watch(folder, { persistent: false }, () => {
      attempt(follow);
      onEvent();
    });
    // Windows says so of a folder that was removed; `follow` forgets it then.
    watcher.on('error', (error) => {
      if (existsSync(folder)) onError(error);
    });
    watchers.set(folder, watcher);
  }

  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  }

  for (const root of roots) attempt(() => makeFolder(root));
  attempt(follow);
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function foldersOf(root: string): string[] {
  if (!existsSync(root)) return [];
  const below = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((each) => each.isDirectory())
    .map((each) => join(each.parentPath, each.name));
  return [root, ...below].slice(0, maxFolders);
}
