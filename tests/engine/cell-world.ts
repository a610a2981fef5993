import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTakeStore, takesFolderName, type TakeStore } from '../../src/main/artifact/index.ts';
import { createFileHasher, openDatabase, systemClock } from '../../src/main/platform/index.ts';
import {
  createCellExecutor,
  createLedger,
  createPace,
  type CellExecutor,
  type ExecutionEvent,
  type RunResources,
} from '../../src/main/run/index.ts';
import type { Take } from '../../src/shared/artifact/index.ts';
import { documentId, runId, type JsonObject } from '../../src/shared/base/index.ts';
import { parseMatrixDocument } from '../../src/shared/matrix/index.ts';
import { buildPlan, type PlannedCell } from '../../src/shared/plan/index.ts';
import { createCatalog } from '../../src/shared/template/index.ts';
import { plainPng } from '../fakes/replicate/png.ts';
import { freshFolder } from '../telar-process.ts';
import { sharedPicture } from './shared-picture.ts';
import { testNetwork } from './subjects/network.ts';
import type { Subject } from './subjects/subject.ts';

export interface Made {
  kind: 'made' | 'unchanged';
  take: Take;
  bytes: Buffer;
  /** The cell's own file, under the name that the plan has told. */
  published: Buffer;
}

export interface RunOptions {
  /** Its cell; a new one by default. */
  unit?: string;
  signal?: AbortSignal;
  onEvent?: (event: ExecutionEvent) => void;
}

/** A document with one layer of a subject's model, whose cells are carried out as a run does it. */
export interface CellWorld {
  subject: Subject;
  folder: string;
  takes: TakeStore;
  events: ExecutionEvent[];
  plan(parameters: JsonObject, unit?: string): PlannedCell;
  run(parameters: JsonObject, options?: RunOptions): Promise<Made>;
  /** Names of files that are no takes but lie among them. */
  leftovers(): Promise<string[]>;
  close(): Promise<void>;
}

/** Content of `start.png`, a picture beside the document. */
export const startPicture = plainPng(32, 32, [200, 30, 60]);

/** Sets a document up for a subject. */
export async function startCellWorld(subject: Subject): Promise<CellWorld> {
  const folder = await freshFolder('cells');
  await writeFile(join(folder, 'start.png'), startPicture);
  const picture = sharedPicture();
  const database = await openDatabase(folder);
  const isRehearsal = subject.engine.provider === 'rehearsal';
  const takes = await openTakeStore(join(folder, 'outputs'), { picture, isRehearsal });
  const catalog = createCatalog([subject.template]);
  const hasher = createFileHasher();
  const events: ExecutionEvent[] = [];
  const file = join(folder, 'world.telar.json');
  const resources: RunResources = {
    documentId: documentId.parse('world'),
    documentFile: file,
    allowedFolders: [],
    templates: catalog,
    engines: [subject.engine],
    takes,
    hasher,
    ledger: createLedger(database.direct, systemClock),
    remote: { submitting: new Map(), following: new Map() },
    pace: createPace(),
    clock: systemClock,
    fetch: testNetwork,
    timing: { pollMs: 5, maxPollMs: 20, deadlineMs: 60_000, cancelMs: 2_000, reconcileMs: 60, maxRetryMs: 20 },
    random: () => 0.5,
  };
  const execute: CellExecutor = createCellExecutor(resources, { capMicroUsd: null });
  let count = 0;

  function plan(parameters: JsonObject, unit = `u${++count}`): PlannedCell {
    const { output, id: model } = subject.template;
    const layer = { name: 'base', asset_type: output.asset_type, model, parameters };
    const text = JSON.stringify({ telar: 1, layers: [layer], units: [{ id: unit }] });
    const known = { picks: new Map(), files: new Map<string, string>() };
    const options = { scope: { kind: 'all' }, overwrite: 'stale', rehearse: isRehearsal } as const;
    const [cell] = buildPlan(parseMatrixDocument(text, file), catalog, known, options).cells;
    if (cell === undefined) throw new Error('no cell');
    return cell;
  }

  return {
    subject,
    folder,
    takes,
    events,
    plan,
    async run(parameters, { unit, signal = new AbortController().signal, onEvent = () => undefined } = {}) {
      const cell = plan({ ...subject.parameters, ...parameters }, unit);
      const { kind, takeId } = await execute(cell, {
        runId: runId.parse('run'),
        signal,
        onEvent(event) {
          events.push(event);
          onEvent(event);
        },
      });
      const take = takes.find(takeId);
      if (take === null) throw new Error('no take');
      return {
        kind,
        take,
        bytes: await readFile(takes.fileOf(take)),
        published: await readFile(join(folder, cell.path)),
      };
    },
    async leftovers() {
      const known = new Set(takes.list().map((take) => take.file));
      const names = await readdir(join(folder, 'outputs', takesFolderName));
      return names.filter((name) => name.includes('.part') || (/\.(png|txt)$/.test(name) && !known.has(name)));
    },
    async close() {
      await subject.dispose();
      await database.close();
    },
  };
}
