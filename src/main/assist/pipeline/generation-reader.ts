import { basename } from 'node:path';
import {
  generationNoteOf,
  pictureLayer,
  type Generation,
  type GenerationNote,
  type GenerationPicture,
} from '../../../shared/assist/index.ts';
import { cellKeyOf, layerName, NotFoundError } from '../../../shared/base/index.ts';
import type { CellRun, RunRecord } from '../../../shared/run/index.ts';
import type { MadePicture } from './made-picture.ts';
import { pictureMetadata } from './picture-metadata.ts';
import type { StoredDocument, StoredPicture, Workshop } from './workshop.ts';

/** A generation as it lies in the workshop. */
export interface LoadedGeneration {
  document: StoredDocument;
  note: GenerationNote;
  pictures: StoredPicture[];
}

/** Generations as their documents, takes and runs tell them. */
export interface GenerationReader {
  /** Throws NotFoundError `generation`. */
  load(id: string): Promise<LoadedGeneration>;
  describe(id: string, loaded: LoadedGeneration): Generation;
  /** The pictures that are there, in the order of the generation. */
  madeOf(id: string, loaded: LoadedGeneration): MadePicture[];
}

/** A reader of what a workshop holds. */
export function createGenerationReader(workshop: Workshop): GenerationReader {
  return {
    async load(id) {
      const document = await workshop.read(id);
      const note = generationNoteOf(document.matrix);
      if (note === null) throw gone(id);
      return { document, note, pictures: await workshop.pictures(document) };
    },
    describe(id, { document, note, pictures }) {
      const run = workshop.latestRun(document.documentId);
      return {
        id,
        documentId: document.documentId,
        file: document.file,
        createdAt: note.createdAt,
        prompt: note.prompt,
        mode: note.mode,
        recommendation: note.recommendation,
        choices: note.choices,
        runId: run?.id ?? null,
        pictures: describePictures({ note, pictures, run }, workshop),
      };
    },
    madeOf: (id, { note, pictures }) =>
      describePictures({ note, pictures, run: null }, workshop).flatMap((picture) => {
        const stored = pictures.find((each) => each.cell === picture.cell);
        return stored === undefined ? [] : [{ picture, stored, note, generationId: id }];
      }),
  };
}

const layer = layerName.parse(pictureLayer);

/** The pictures that a note names, made or still to come. */
export function describePictures(
  { note, pictures, run }: { note: GenerationNote; pictures: readonly StoredPicture[]; run: RunRecord | null },
  workshop: Pick<Workshop, 'knownTemplate'>,
): GenerationPicture[] {
  return note.pictures.map(({ unit, axes }) => {
    const cell = cellKeyOf(unit, layer);
    const made = pictures.find((each) => each.cell === cell) ?? null;
    const state = run?.cells.find((each) => each.key === cell);
    return {
      cell,
      axes,
      state: stateOf(state, made),
      takeId: made?.take.id ?? null,
      failure: made === null ? (state?.failure ?? null) : null,
      metadata: made === null ? null : pictureMetadata(made, note, workshop.knownTemplate(made.take.model ?? '')),
      rating: made?.rating ?? 0,
      said: made?.said ?? {},
    };
  });
}

/** A picture that is there is done, whatever a later run did not get to. */
function stateOf(state: CellRun | undefined, made: StoredPicture | null): CellRun['state'] {
  if (state !== undefined && state.state !== 'skipped') return state.state;
  return made === null ? 'idle' : 'succeeded';
}

/** A generation that is not there, or is none. */
export function gone(id: string): Error {
  return new NotFoundError('generation', `There is no generation ${basename(id)}.`, {
    hint: 'Its folder may have been removed; make it again.',
  });
}
