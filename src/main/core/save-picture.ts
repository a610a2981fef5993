import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import {
  isContentReference,
  mediaTypeOfExtension,
  pictureMediaType,
  recordOf,
  type PictureMediaType,
  type Take,
  type TelarRecord,
} from '../../shared/artifact/index.ts';
import { factsOfTake } from '../../shared/assist/index.ts';
import { UsageError, type JsonObject } from '../../shared/base/index.ts';
import type { Disclosure, PictureScale } from '../../shared/contract/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';
import { withMetadata, type WrittenPicture } from '../artifact/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { isErrno, writeFileAtomic } from '../platform/index.ts';

/** A take, and how much its file is to tell of it. */
export interface TakeToTell {
  take: Take;
  /** Absolute path of the take's own file. */
  source: string;
  template: ModelTemplate | null;
  disclosure: Disclosure;
  /** The file is so many times as wide and high as the picture, with what is told of the picture itself. */
  scale: PictureScale;
  /** Why it was made so; null where nothing was decided for the user. Told with the disclosure `explained` alone. */
  explanation: JsonObject | null;
}

export interface SaveRequest extends TakeToTell {
  /** Absolute path to write. */
  target: string;
  /** A file that is there is replaced. */
  replace: boolean;
}

/**
 * Writes a take as a file of the user's that says how it was made; a picture becomes what the name asks for. What no file
 * format can hold (films, sounds, texts) stands in `<file>.json` beside it. Throws UsageError for a file that is there.
 */
export async function saveTake(request: SaveRequest, picture: PictureProcess): Promise<string> {
  const { take, source, target, replace } = request;
  if (!replace) await refuseExisting(target);
  const wanted = pictureMediaType.safeParse(mediaTypeOfExtension(extname(target).slice(1)));
  const own = pictureMediaType.safeParse(take.mediaType);
  if (!own.success) {
    await copyFile(source, target);
    await writeSidecar(target, recordFor(request));
    return target;
  }
  const written = await tellingPicture(request, wanted.data ?? own.data, picture);
  await writeFileAtomic(target, written.bytes);
  // Too much text for the format: a JPEG holds 64 KB of it.
  if (!written.isComplete) await writeSidecar(target, recordFor(request));
  return target;
}

/** A picture of a kind, with what it was made with in it. Throws UsageError for a take that is no picture. */
export async function tellingPicture(
  told: TakeToTell,
  mediaType: PictureMediaType,
  picture: PictureProcess,
): Promise<WrittenPicture> {
  const { take, source, scale } = told;
  const own = pictureMediaType.safeParse(take.mediaType);
  if (!own.success) {
    throw new UsageError('invalid', `${take.file} is not a picture.`, { hint: 'Save it as the file that it is.' });
  }
  const bytes =
    own.data === mediaType && scale === 1 ? await readFile(source) : await converted(source, mediaType, scale, picture);
  return withMetadata(bytes, take.file, {
    record: recordFor(told),
    source: isEdit(take) ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia',
    size: { width: (take.width ?? 1) * scale, height: (take.height ?? 1) * scale },
  });
}

function recordFor({ take, template, disclosure, explanation }: TakeToTell): TelarRecord {
  const record = recordOf(take, factsOfTake(take, template), { isShareSafe: disclosure === 'share-safe' });
  return disclosure === 'explained' && explanation !== null ? { ...record, explanation } : record;
}

async function converted(
  source: string,
  mediaType: PictureMediaType,
  scale: number,
  picture: PictureProcess,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-picture-'));
  try {
    const part = join(folder, 'picture');
    await picture.convert(source, part, mediaType, scale);
    return await readFile(part);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeSidecar(target: string, record: TelarRecord): Promise<void> {
  await writeFileAtomic(`${target}.json`, `${JSON.stringify(record, null, 2)}\n`);
}

/** Whether it was made from another picture. */
function isEdit({ recipe }: Take): boolean {
  return Object.values(recipe?.parameters ?? {})
    .flat()
    .some(isContentReference);
}

/** Throws UsageError for a file that is there. */
async function refuseExisting(target: string): Promise<void> {
  try {
    await stat(target);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  throw new UsageError('invalid', `There is already a file ${target}.`, {
    hint: 'Choose another name.',
    place: { file: target },
  });
}
