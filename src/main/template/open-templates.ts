import { join, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TelarError } from '../../shared/base/index.ts';
import { createCatalog, type ModelTemplate, type TemplateCatalog } from '../../shared/template/index.ts';
import { loadTemplates, type LoadedTemplates } from './load-templates.ts';
import { watchFolders } from './watch-folders.ts';

/** The templates in force. The catalog stays the same object, so whoever has it sees every change. */
export interface TemplateSource {
  readonly catalog: TemplateCatalog;
  /** What is wrong with templates that were left out, each with file and pointer. */
  failures(): readonly TelarError[];
  /** File of a template that does not ship with Telar; null for one that does, or is not there. */
  userFileOf(id: string): string | null;
  /** Folder of a model that has no template file; null for all others. */
  foundFolderOf(id: string): string | null;
  /** Why a model that is there cannot be used; null for one that can, and for one that is not there. */
  refusalOf(id: string): TelarError | null;
  /** Reads all files again. */
  reload(): Promise<void>;
  /** Stops watching. */
  close(): Promise<void>;
}

export interface TemplateFolders {
  /** Folder of the templates that ship; its ids cannot be taken. */
  shipped: string;
  /** The user's own; made where it is missing and watched. */
  own: readonly string[];
  /** Models that have no template file, and the folder where they are put: made where it is missing and watched. */
  found?: { folder: string; find: (folder: string) => Promise<Findings> };
}

interface Findings {
  templates: ModelTemplate[];
  refused: { id: string; failure: TelarError }[];
}

interface Loaded extends LoadedTemplates {
  /** Folders of the models that have no template file, and why others cannot be used, by their id. */
  foundFolders: ReadonlyMap<string, string>;
  refusals: ReadonlyMap<string, TelarError>;
}

export interface TemplateWatch {
  /** Called after the templates in force, or what is wrong with others, have changed. */
  onChange: (failures: readonly TelarError[]) => void;
  /** Something else than a template is in the way, such as a folder that may not be read. */
  onError: (error: unknown) => void;
  /** Milliseconds of quiet after the last change of a file: editors write one in several steps. */
  quietMs?: number;
}

/** Reads templates, and follows the user's own folders where `following` is given. */
export async function openTemplates(
  { shipped, own, found }: TemplateFolders,
  following: TemplateWatch | null = null,
): Promise<TemplateSource> {
  const catalog = createCatalog();
  let loaded = await load();
  show();
  let reading: Promise<void> = Promise.resolve();
  const stop = new AbortController();
  let changes = 0;

  /** A file says more than what is found, so it comes first. */
  async function load(): Promise<Loaded> {
    const read = await loadTemplates([shipped, ...own]);
    if (found === undefined) return { ...read, foundFolders: new Map(), refusals: new Map() };
    const { folder } = found;
    const { templates, refused } = await found.find(folder);
    const fresh = templates.filter(({ id }) => !read.catalog.has(id));
    return {
      ...read,
      catalog: createCatalog([...fresh, ...read.catalog.values()]),
      failures: [...read.failures, ...refused.map(({ failure }) => failure)],
      foundFolders: new Map(fresh.map((template) => [template.id, join(folder, template.folder ?? template.endpoint)])),
      refusals: new Map(refused.map(({ id, failure }) => [id, failure])),
    };
  }

  /** Templates that have not changed stay the same objects: what was worked out of them stays good. */
  function show(): void {
    const before = new Map(catalog);
    catalog.clear();
    for (const [id, template] of loaded.catalog) {
      const known = before.get(id);
      catalog.set(id, known !== undefined && isSame(known, template) ? known : template);
    }
  }

  function reload(): Promise<void> {
    // A reading that failed was reported to whoever asked for it.
    reading = reading
      .catch(() => undefined)
      .then(async () => {
        const fresh = await load();
        if (stop.signal.aborted) return;
        const before = stateOf(loaded);
        loaded = fresh;
        if (stateOf(fresh) === before) return;
        show();
        following?.onChange(fresh.failures);
      });
    return reading;
  }

  async function afterQuiet(quietMs: number, onError: (error: unknown) => void): Promise<void> {
    const mine = ++changes;
    try {
      await wait(quietMs, undefined, { signal: stop.signal, ref: false });
      if (mine === changes) await reload();
    } catch (error) {
      if (!stop.signal.aborted) onError(error);
    }
  }

  const watching =
    following === null
      ? null
      : watchFolders(found === undefined ? own : [...own, found.folder], {
          onEvent: () => void afterQuiet(following.quietMs ?? 150, following.onError),
          onError: following.onError,
        });

  return {
    catalog,
    failures: () => loaded.failures,
    userFileOf(id) {
      const file = loaded.files.get(id);
      return file === undefined || file.startsWith(shipped + sep) ? null : file;
    },
    foundFolderOf: (id) => loaded.foundFolders.get(id) ?? null,
    refusalOf: (id) => (catalog.has(id) ? null : (loaded.refusals.get(id) ?? null)),
    reload,
    async close() {
      stop.abort();
      watching?.close();
      await reading.catch(() => undefined);
    },
  };
}

function isSame(a: ModelTemplate, b: ModelTemplate): boolean {
  // In the order of the file, which is the order of the form.
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Everything that somebody may see of the templates, as one text. */
function stateOf({ catalog, failures, files }: Awaited<ReturnType<typeof loadTemplates>>): string {
  return JSON.stringify([[...catalog.values()], failures.map((each) => each.toJSON()), [...files]]);
}
