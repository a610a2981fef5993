import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { NotFoundError } from '../../shared/base/index.ts';
import type { FolderListing, RecentDocument } from '../../shared/contract/index.ts';
import { isErrno } from '../platform/index.ts';

/** Shows a window the folders of this machine, where it cannot open the system's own dialog. */
export interface FolderBrowser {
  /** Throws NotFoundError for a folder that is not there, hidden, or outside of what may be looked through. */
  list(folder: string | null): Promise<FolderListing>;
}

export interface FolderBrowserOptions {
  /** Telar's data folder; documents are made in `projects/` below it. */
  home: string;
  recent: () => Promise<RecentDocument[]>;
}

/** More entries than anybody reads through. */
const maxEntries = 500;
/** Folders of recent documents that are offered. */
const maxPlaces = 6;

type Entry = FolderListing['entries'][number];

/**
 * Only folders and documents below the user's home folder, Telar's projects and the folders of documents that were
 * opened by their path; no hidden ones, and no way out of them by links.
 */
export function createFolderBrowser({ home, recent }: FolderBrowserOptions): FolderBrowser {
  const projects = join(home, 'projects');

  async function placesOf(): Promise<FolderListing['places']> {
    const opened = (await recent()).filter(({ exists }) => exists).map(({ file }) => dirname(file));
    const known = [...new Set(opened)].filter((folder) => !isInside(projects, folder)).slice(0, maxPlaces);
    return [
      { kind: 'home', folder: homedir() },
      { kind: 'projects', folder: projects },
      ...known.map((folder) => ({ kind: 'recent' as const, folder })),
    ];
  }

  return {
    async list(folder) {
      const places = await placesOf();
      const wanted = folder ?? ((await isFolder(projects)) ? projects : homedir());
      const real = await realFolder(wanted);
      const roots = await Promise.all(places.map((place) => realpath(place.folder).catch(() => place.folder)));
      const root = roots.filter((each) => isInside(each, real)).sort((a, b) => a.length - b.length)[0];
      // Telar's own folder may be hidden below the home folder, and so may one that a document was opened from.
      const isHidden = roots.every((each) => !isInside(each, real) || hasHiddenPart(relative(each, real)));
      if (root === undefined || isHidden) throw notBrowsable(wanted);
      const { entries, isCut } = await readEntries(real);
      const parent = dirname(real);
      const isTop = roots.every((each) => !isInside(each, parent) || hasHiddenPart(relative(each, parent)));
      return { folder: real, parent: isTop ? null : parent, places, entries, isCut };
    },
  };
}

async function realFolder(folder: string): Promise<string> {
  try {
    const real = await realpath(folder);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP'].some((code) => isErrno(error, code))) throw error;
  }
  throw notBrowsable(folder);
}

function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (info) => info.isDirectory(),
    (error: unknown) => {
      if (isErrno(error, 'ENOENT')) return false;
      throw error;
    },
  );
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(way));
}

function hasHiddenPart(way: string): boolean {
  return way.split(sep).some((part) => part.startsWith('.'));
}

async function readEntries(folder: string): Promise<{ entries: Entry[]; isCut: boolean }> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isErrno(error, 'EACCES') || isErrno(error, 'EPERM')) throw notBrowsable(folder);
    throw error;
  });
  const wanted = found.filter(({ name }) => !name.startsWith('.'));
  const entries = (await Promise.all(wanted.map((each) => entryOf(join(folder, each.name), each.name)))).flat();
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  entries.sort((a, b) => (a.kind === b.kind ? order.compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1));
  return { entries: entries.slice(0, maxEntries), isCut: entries.length > maxEntries };
}

async function entryOf(path: string, name: string): Promise<Entry[]> {
  try {
    const info = await stat(path);
    const changedAtMs = info.mtimeMs;
    if (info.isDirectory()) return [{ name, path, kind: 'folder', changedAtMs }];
    return info.isFile() && /\.json$/i.test(name) ? [{ name, path, kind: 'document', changedAtMs }] : [];
  } catch (error) {
    // A link that leads nowhere, or what went away meanwhile, is nothing to choose.
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP'].some((code) => isErrno(error, code))) return [];
    throw error;
  }
}

function notBrowsable(folder: string): Error {
  return new NotFoundError('folder', `The folder ${folder} is not there, or cannot be looked through.`, {
    hint: 'Choose one in your home folder, or type the path of a document.',
    place: { file: folder },
  });
}
