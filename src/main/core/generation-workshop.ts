import { existsSync, realpathSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { cellKeyOf, NotFoundError, type TakeId } from '../../shared/base/index.ts';
import type { RunConsent } from '../../shared/contract/index.ts';
import { serializeMatrixDocument } from '../../shared/matrix/index.ts';
import type { RunPlan } from '../../shared/plan/index.ts';
import type { CellRun } from '../../shared/run/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import type { GenerationRun, GenerationRunOptions, StoredPicture, Workshop } from '../assist/index.ts';
import { takesFolderName, type TakeIndex } from '../artifact/index.ts';
import type { LocalEngine } from '../engine/index.ts';
import type { GalleryStore } from '../gallery/index.ts';
import { readDocument, writeNewDocument } from '../matrix/index.ts';
import { isErrno, makeFolder, type Logger } from '../platform/index.ts';
import { canonicalPath, documentIdOf } from './documents.ts';
import { noteMeasured, noteSaid, readMeasured, readSaid } from './generation-notes.ts';
import type { Headless, HeadlessRun } from './headless.ts';
import { templateFor, type ModelShelf } from './infer-document.ts';
import type { Runs } from './runs.ts';

export interface WorkshopParts extends ModelShelf {
  home: string;
  templates: TemplateCatalog;
  headless: Headless;
  runs: Pick<Runs, 'latest'>;
  takeIndex: Pick<TakeIndex, 'find'>;
  gallery: Pick<GalleryStore, 'ofDocument'>;
  engine: Pick<LocalEngine, 'status'>;
  log: Logger;
}

const documentName = 'generation.telar.json';
const all = { scope: { kind: 'all' }, overwrite: 'stale', rehearse: false } as const;
/** Ids become folder names. */
const idPattern = /^[A-Za-z0-9-]{1,64}$/;

function rootIn(home: string): string {
  return join(realpathSync(home), 'generations');
}

/** Tells the output folders of generations from all others. */
export function generationFolders(home: string): (outputDir: string) => boolean {
  const root = rootIn(home);
  return (outputDir) => outputDir.startsWith(root + sep);
}

/** Generations as documents below the data folder, each with a folder of its own. */
export function createGenerationWorkshop(parts: WorkshopParts): Workshop {
  const { headless, runs, templates, takeIndex, gallery, engine, log } = parts;
  const root = rootIn(parts.home);
  const fileOf = (id: string): string => join(root, id, documentName);

  function requireFile(id: string): string {
    const file = fileOf(id);
    if (idPattern.test(id) && existsSync(file)) return file;
    throw new NotFoundError('generation', 'There is no such generation.', {
      hint: 'Its folder may have been removed; make it again.',
    });
  }

  async function generationOf(takeId: TakeId): Promise<string> {
    const found = await takeIndex.find(takeId);
    const folder = found === null ? '' : dirname(found.outputDir);
    if (folder.startsWith(root + sep)) return folder.slice(root.length + 1);
    throw new NotFoundError('generation', 'This picture was not made by the assistant.', {
      hint: 'Choose one from the page of generations.',
    });
  }

  /** Notes the highest memory of the engine while a picture was made. */
  async function measure(folder: string, takeId: TakeId): Promise<void> {
    const { pid, executionProvider, reading } = await engine.status();
    if (pid === null) return;
    const isOnCard = executionProvider !== 'cpu' && reading.vramUsedBytes !== null;
    const bytes = isOnCard ? (reading.vramUsedBytes ?? 0) : reading.peakBytes;
    await noteMeasured(folder, takeId, { bytes, kind: isOnCard ? 'vram' : 'ram' });
  }

  async function follow(
    file: string,
    { onCell }: GenerationRunOptions,
    start: (onCell: (cell: CellRun) => void) => Promise<HeadlessRun>,
  ): Promise<GenerationRun> {
    const readings: Promise<void>[] = [];
    const seen = new Set<TakeId>();
    const run = await start((cell) => {
      if (cell.state === 'succeeded' && cell.takeId !== null && !seen.has(cell.takeId)) {
        seen.add(cell.takeId);
        // A reading that cannot be written costs a line of the metadata, never the picture.
        readings.push(
          measure(dirname(file), cell.takeId).catch((error: unknown) =>
            log.warn({ err: error }, 'what a picture took was not noted'),
          ),
        );
      }
      onCell(cell);
    });
    return {
      documentId: documentIdOf(await canonicalPath(file)),
      cancel: () => run.cancel(),
      finished: run.finished.then(async (record) => {
        await Promise.all(readings);
        return record;
      }),
    };
  }

  return {
    templateOf: (model) => templateFor(model, parts),
    knownTemplate: (model) => templates.get(model) ?? null,
    plan: (id, matrix) => headless.plan({ file: fileOf(id), matrix }, all),
    cap: (id, matrix) => headless.cap({ file: fileOf(id), matrix }, null),
    async start(id, matrix, options) {
      const file = fileOf(id);
      const text = serializeMatrixDocument(matrix);
      // The plan looks at the document's folder; it goes again when nothing comes of it.
      makeFolder(dirname(file));
      try {
        const consent = async (plan: RunPlan): Promise<RunConsent> => {
          const agreed = typeof options.consent === 'function' ? await options.consent(plan) : options.consent;
          await writeNewDocument(file, text);
          return agreed;
        };
        return await follow(file, options, (onCell) =>
          headless.run({ file, matrix }, all, consent, onCell, limitsOf(options)),
        );
      } catch (error) {
        await rm(dirname(file), { recursive: true, force: true });
        throw error;
      }
    },
    async resume(id, options) {
      const file = requireFile(id);
      return follow(file, options, (onCell) => headless.run(file, all, options.consent, onCell, limitsOf(options)));
    },
    async list() {
      const names = await readdir(root).catch((error: unknown) => {
        if (isErrno(error, 'ENOENT')) return [];
        throw error;
      });
      return names
        .filter((name) => idPattern.test(name) && existsSync(fileOf(name)))
        .sort()
        .reverse();
    },
    async read(id) {
      const file = requireFile(id);
      const { matrix } = await readDocument(file);
      return { file, matrix, documentId: documentIdOf(await canonicalPath(file)) };
    },
    async pictures({ file, documentId }) {
      const folder = dirname(file);
      const [peaks, said] = await Promise.all([readMeasured(folder), readSaid(folder)]);
      const items = await gallery.ofDocument(documentId);
      return items.flatMap(({ take, picked, rating, outputDir }): StoredPicture[] => {
        if (!picked || take.rehearsal) return [];
        const path = join(outputDir, takesFolderName, take.file);
        const cell = cellKeyOf(take.unit, take.layer);
        const peakMemory = peaks.get(take.id) ?? null;
        return [{ cell, take, path, rating, peakMemory, said: said.get(take.id) ?? {} }];
      });
    },
    noteSaid: async (said) => noteSaid(join(root, await generationOf(said.id)), said),
    generationOf,
    latestRun: (documentId) => runs.latest(documentId),
  };
}

function limitsOf({ maxSeconds }: GenerationRunOptions): { maxSeconds?: number } {
  return maxSeconds === undefined ? {} : { maxSeconds };
}
