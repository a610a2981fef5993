import { mkdirSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import type { PictureMediaType } from '../../shared/artifact/index.ts';
import { factsOfTake, type Feedback, type Insights, type PipelineConfigInput } from '../../shared/assist/index.ts';
import type { Finishing, GalleryItem, PictureFile } from '../../shared/contract/index.ts';
import { NotFoundError, UsageError, type TakeId } from '../../shared/base/index.ts';
import { takesFolderName, type TakeIndex } from '../artifact/index.ts';
import {
  canTeach,
  createGenerations,
  createPipeline,
  sessionOfTake,
  type Advisor,
  type Generations,
  type LearningStore,
  type Pipeline,
  type Workshop,
} from '../assist/index.ts';
import type { GalleryStore } from '../gallery/index.ts';
import type { PictureProcess, RgbPicture } from '../picture/index.ts';
import { drawContactSheet, sheetFormat, writeContactSheet, type SheetOptions } from './contact-sheet.ts';
import type { EventHub } from './event-hub.ts';
import { pictureName } from './picture-name.ts';
import { saveTake, tellingPicture, type TakeToTell } from './save-picture.ts';

/** The assistant: advice, generations, and what their user has said of them. */
export interface Assist {
  readonly advisor: Advisor;
  readonly generations: Generations;
  readonly learning: LearningStore;
  /** A pipeline for programs and the command line. Throws UsageError for what is no configuration. */
  createPipeline(config?: PipelineConfigInput): Pipeline;
  /** Keeps what the user says of a picture: its stars are its rating in the gallery. Throws NotFoundError. */
  giveFeedback(said: Feedback): Promise<void>;
  /** All pictures of a generation on one labelled sheet, as PNG bytes. Throws NotFoundError, UsageError `no-pictures`. */
  drawSheet(id: string, options: SheetOptions): Promise<Uint8Array>;
  /** The same as a file of the user's, which is replaced; answers its absolute path. */
  saveSheet(id: string, file: string, options: SheetOptions): Promise<string>;
  /**
   * Stars for any take, 0 takes them back. A take whose recipe tells how it was made teaches as a generated one does.
   * Throws NotFoundError `take`.
   */
  rate(take: TakeId, stars: number): Promise<GalleryItem>;
  /** Writes any take into a file of the user's, with what it was made with. Throws NotFoundError, UsageError. */
  save(take: TakeId, file: string, options: Finishing & { replace: boolean }): Promise<string>;
  /** A picture of a kind with what it was made with in it. Throws NotFoundError `take`, UsageError for no picture. */
  file(take: TakeId, mediaType: PictureMediaType, finishing: Finishing): Promise<PictureFile>;
  insights(): Insights;
}

export interface AssistParts {
  advisor: Advisor;
  workshop: Workshop;
  learning: LearningStore;
  gallery: Pick<GalleryStore, 'rate'>;
  takeIndex: Pick<TakeIndex, 'find'>;
  picture: PictureProcess;
  events: EventHub;
  now: () => number;
}

/** The assistant of a core. */
export function createAssist(parts: AssistParts): Assist {
  const { advisor, workshop, learning, gallery, events } = parts;
  const generations = createGenerations({ advisor, workshop, learning });

  async function giveFeedback(said: Feedback): Promise<void> {
    await workshop.noteSaid(said);
    if (said.rating !== undefined) {
      const item = await gallery.rate(said.id, said.rating ?? 0, parts.now());
      events.publish({ type: 'takes.changed', documentId: item.documentId });
    }
    learning.giveFeedback(said, parts.now());
  }

  async function sheetOf(id: string, options: SheetOptions): Promise<RgbPicture> {
    return drawContactSheet(await generations.read(id), await generations.made(id), options, parts.picture);
  }

  async function rate(id: TakeId, stars: number): Promise<GalleryItem> {
    const item = await gallery.rate(id, stars, parts.now());
    const { take } = item;
    if (stars > 0 && canTeach(take) && !learning.knows(id)) {
      const facts = factsOfTake(take, workshop.knownTemplate(take.model ?? ''));
      const { intent } = await advisor.analyze(facts.prompt, null);
      learning.record(sessionOfTake(take, facts, intent));
    }
    learning.rate(id, stars, parts.now());
    events.publish({ type: 'takes.changed', documentId: item.documentId });
    return item;
  }

  /** Throws NotFoundError `take`. */
  async function toTell(id: TakeId, { disclosure, scale }: Finishing): Promise<TakeToTell> {
    const found = await parts.takeIndex.find(id);
    if (found === null) throw noSuchTake();
    const { take, outputDir } = found;
    return {
      take,
      source: join(outputDir, takesFolderName, take.file),
      template: workshop.knownTemplate(take.model ?? ''),
      disclosure,
      scale,
      explanation: disclosure === 'explained' ? await generations.explanationOf(id) : null,
    };
  }

  const assist: Assist = {
    advisor,
    generations,
    learning,
    giveFeedback,
    rate,
    insights: () => learning.insights(),
    drawSheet: async (id, options) => parts.picture.encodePng(await sheetOf(id, options)),
    async saveSheet(id, file, options) {
      const target = resolve(file);
      sheetFormat(target);
      const sheet = await sheetOf(id, options);
      mkdirSync(dirname(target), { recursive: true });
      await writeContactSheet(sheet, target, parts.picture);
      return target;
    },
    async save(id, file, { replace, ...finishing }) {
      const told = await toTell(id, finishing);
      const target = withEnding(resolve(file), told.take.file);
      mkdirSync(dirname(target), { recursive: true });
      return saveTake({ ...told, target, replace }, parts.picture);
    },
    async file(id, mediaType, finishing) {
      const told = await toTell(id, finishing);
      const { bytes, isComplete } = await tellingPicture(told, mediaType, parts.picture);
      const words = finishing.disclosure === 'share-safe' ? '' : (told.take.prompt ?? '');
      if (!isComplete) throw tooLong();
      return { name: pictureName(words, id, mediaType), data: bytes.toString('base64') };
    },
    createPipeline: (config = {}) =>
      createPipeline(config, {
        generations,
        feedback: giveFeedback,
        savePicture: ({ stored }, file, finishing) =>
          assist.save(stored.take.id, file, { ...finishing, replace: false }),
        saveSheet: (...sheet) => assist.saveSheet(...sheet),
      }),
  };
  return assist;
}

function noSuchTake(): Error {
  return new NotFoundError('take', 'This picture is not in any known project.', { hint: 'Open its project first.' });
}

/** A JPEG holds 64 KB of text. */
function tooLong(): Error {
  return new UsageError('notes-too-long', 'What the picture was made with is too long for this kind of file.', {
    hint: 'Save it as PNG or WebP.',
  });
}

/** A name without an ending gets that of the take. */
function withEnding(file: string, own: string): string {
  return extname(file) === '' ? `${file}${extname(own)}` : file;
}
