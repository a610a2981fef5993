import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { toFailure, type FailureData } from '../../../shared/base/index.ts';
import { loraCandidate, type LoraCandidate } from '../../../shared/assist/index.ts';
import { isErrno } from '../../platform/index.ts';
import { readLoraHeader, type LoraHeader } from './lora-header.ts';
import { parseCivitaiInfo, parseDescription, type Sidecar } from './lora-sidecar.ts';

/** Where the LoRAs for a model lie. */
export interface LoraPlaces {
  /** Files that are there, the first of a name counting. */
  files: readonly { id: string; file: string; bytes: number }[];
  /** Folders, besides those of the files, that may hold descriptions of LoRAs whose file is gone. */
  folders: readonly string[];
}

export interface LoraCatalogue {
  candidates: LoraCandidate[];
  /** What could not be read; its LoRA counts with what else is known of it. */
  problems: FailureData[];
}

export interface LoraRegistry {
  /** Every LoRA with what its header and the files beside it say. Unchanged files are not read again. */
  read(places: LoraPlaces): Promise<LoraCatalogue>;
}

interface Entry {
  stamp: string;
  candidate: LoraCandidate;
  problems: FailureData[];
}

/** A description larger than this is none. */
const maxSidecarBytes = 4 * 1024 * 1024;

/** `readHeader` throws ModelFileError for a file that is no safetensors file. */
export function createLoraRegistry(readHeader: (file: string) => Promise<LoraHeader>): LoraRegistry {
  const known = new Map<string, Entry>();

  async function entryOf(file: string, isMissing: boolean): Promise<Entry> {
    const stem = file.slice(0, -extname(file).length);
    const beside = [`${stem}.json`, `${stem}.civitai.info`];
    const stamp = (await Promise.all([file, ...beside].map(stampOf))).join('|');
    const before = known.get(file);
    if (before?.stamp === stamp) return before;
    const problems: FailureData[] = [];
    const parts: Sidecar[] = [];
    const attempt = async (read: () => Promise<Sidecar | null>): Promise<void> => {
      try {
        const part = await read();
        if (part !== null) parts.push(part);
      } catch (error) {
        problems.push(toFailure(error));
      }
    };
    await attempt(() => readBeside(`${stem}.json`, parseDescription));
    await attempt(() => readBeside(`${stem}.civitai.info`, parseCivitaiInfo));
    if (!isMissing) await attempt(async () => readLoraHeader(await readHeader(file)));
    const entry = { stamp, candidate: candidateOf(file, isMissing, parts), problems };
    known.set(file, entry);
    return entry;
  }

  return {
    async read({ files, folders }) {
      const entries: Entry[] = [];
      for (const { file } of files) entries.push(await entryOf(file, false));
      const there = new Set(files.map(({ id }) => id.toLowerCase()));
      for (const file of await vanishedFiles(new Set([...folders, ...files.map((each) => dirname(each.file))]))) {
        const id = basename(file, '.safetensors').toLowerCase();
        if (there.has(id)) continue;
        there.add(id);
        entries.push(await entryOf(file, true));
      }
      return {
        candidates: entries.map(({ candidate }) => candidate),
        problems: entries.flatMap(({ problems }) => problems),
      };
    },
  };
}

/** One candidate of what several sources say: the first that says a thing counts. */
function candidateOf(file: string, missing: boolean, parts: readonly Sidecar[]): LoraCandidate {
  const first = <K extends keyof Sidecar>(key: K): Sidecar[K] => parts.find((part) => part[key] !== undefined)?.[key];
  const id = basename(file, '.safetensors');
  return loraCandidate.parse({
    id,
    name: first('name') ?? id,
    file,
    missing,
    baseModel: first('baseModel') ?? null,
    triggerWords: first('triggerWords') ?? [],
    tags: first('tags') ?? [],
    styles: first('styles') ?? [],
    medium: first('medium'),
    description: first('description') ?? '',
    downloads: first('downloads'),
    rating: first('rating'),
    recommendedWeight: first('recommendedWeight'),
  });
}

/** Weights whose description has outlived them, in these folders. */
async function vanishedFiles(folders: ReadonlySet<string>): Promise<string[]> {
  const vanished: string[] = [];
  for (const folder of folders) {
    const names = (await readdir(folder).catch(absent)) ?? [];
    const there = new Set(names);
    for (const name of names.sort()) {
      const stem = /^(.*)\.(json|civitai\.info)$/.exec(name)?.[1];
      if (stem === undefined || there.has(`${stem}.safetensors`)) continue;
      const file = join(folder, `${stem}.safetensors`);
      if (!vanished.includes(file) && (await describesLora(join(folder, name)))) vanished.push(file);
    }
  }
  return vanished;
}

/** Whether a JSON file in a folder of LoRAs describes one: it has words that call for it, or our own part. */
async function describesLora(file: string): Promise<boolean> {
  const text = await readText(file);
  return text !== null && /"(telar|activation text|trainedWords)"\s*:/.test(text);
}

async function readBeside(file: string, parse: (file: string, text: string) => Sidecar): Promise<Sidecar | null> {
  const text = await readText(file);
  return text === null ? null : parse(file, text);
}

/** Null for a file that is not there. */
async function readText(file: string): Promise<string | null> {
  const status = await stat(file).catch(absent);
  if (status?.isFile() !== true) return null;
  return status.size > maxSidecarBytes ? '' : await readFile(file, 'utf8');
}

async function stampOf(file: string): Promise<string> {
  const status = await stat(file).catch(absent);
  return status === null ? '' : `${status.size}:${status.mtimeMs}`;
}

/** A folder that nobody has made, or a file that is not there. */
function absent(error: unknown): null {
  if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
  throw error;
}
