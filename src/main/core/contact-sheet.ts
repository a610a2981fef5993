import { rm } from 'node:fs/promises';
import { extname } from 'node:path';
import { mediaTypeOfExtension, pictureMediaType, type PictureMediaType } from '../../shared/artifact/index.ts';
import {
  sheetFacts,
  sheetGap,
  sheetGrid,
  type ExplanationLanguage,
  type Generation,
} from '../../shared/assist/index.ts';
import { UsageError } from '../../shared/base/index.ts';
import type { MadePicture } from '../assist/index.ts';
import { createSheet, type PictureProcess, type RgbPicture } from '../picture/index.ts';
import { renameDurably } from '../platform/index.ts';

/** Longest edge of a picture on a sheet, in pixels. */
const largestEdge = 512;
/** Smaller pictures are enlarged to it: words stand below them. */
const smallestEdge = 256;
/** All pictures of a sheet together, in pixels: it stays a file that every program opens. */
const mostPixels = 32_000_000;

export interface SheetOptions {
  language: ExplanationLanguage;
  /** Without it the sheet says nothing of the prompt. */
  withPrompt: boolean;
}

/**
 * Draws all pictures of a generation on one sheet, with what they differ in as heads or captions; a picture that was not
 * made leaves its place empty. Throws UsageError `no-pictures` when there is none.
 */
export async function drawContactSheet(
  generation: Pick<Generation, 'prompt' | 'pictures'>,
  made: readonly MadePicture[],
  { language, withPrompt }: SheetOptions,
  picture: PictureProcess,
): Promise<RgbPicture> {
  const { pictures, prompt } = generation;
  const files = new Map(made.map(({ picture: { cell }, stored }) => [cell, stored]));
  const edge = Math.max(0, ...made.flatMap(({ stored: { take } }) => [take.width ?? 0, take.height ?? 0]));
  if (edge === 0) throw noPictures();
  const most = Math.min(largestEdge, Math.floor(Math.sqrt(mostPixels / pictures.length)));
  const factor = Math.min(most, Math.max(edge, smallestEdge)) / edge;
  // All by one factor: sizes that were varied stay comparable.
  const sizeOf = ({ stored: { take } }: MadePicture) => ({
    width: Math.max(1, Math.round((take.width ?? edge) * factor)),
    height: Math.max(1, Math.round((take.height ?? edge) * factor)),
  });
  const sizes = new Map(made.map((each) => [each.picture.cell, sizeOf(each)]));
  const grid = sheetGrid(pictures, language);
  const sheet = createSheet(
    {
      title: withPrompt ? prompt : '',
      facts: sheetFacts(pictures, language),
      columns: grid.columns,
      rows: grid.rows,
      captions: grid.places.map((row) => row.map((place) => place?.caption ?? null)),
    },
    {
      width: Math.max(...[...sizes.values()].map(({ width }) => width)),
      height: Math.max(...[...sizes.values()].map(({ height }) => height)),
    },
  );
  for (const [row, places] of grid.places.entries()) {
    for (const [column, place] of places.entries()) {
      if (place === null) continue;
      const cell = pictures[place.picture]?.cell;
      const stored = cell === undefined ? undefined : files.get(cell);
      const size = cell === undefined ? undefined : sizes.get(cell);
      if (stored === undefined || size === undefined) sheet.note(sheetGap(language), row, column);
      else sheet.put(await picture.decodeRgb(stored.path, size), row, column);
    }
  }
  const { width, height, data } = sheet.canvas;
  return { width, height, data };
}

/** The format that a sheet's file name asks for. Throws UsageError for one that is none of a picture. */
export function sheetFormat(file: string): PictureMediaType {
  const ending = extname(file);
  const parsed = pictureMediaType.safeParse(mediaTypeOfExtension(ending.slice(1).toLowerCase()));
  if (parsed.success) return parsed.data;
  throw new UsageError('invalid', `${file} is no name for a contact sheet.`, {
    hint: 'End its name in .png, .jpg or .webp.',
    place: { file },
  });
}

/** Writes a drawn sheet; whoever reads the file meets the old one or the whole new one. */
export async function writeContactSheet(sheet: RgbPicture, file: string, picture: PictureProcess): Promise<void> {
  const part = `${file}.part`;
  try {
    await picture.encode(sheet, part, sheetFormat(file));
    await renameDurably(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

function noPictures(): Error {
  return new UsageError('no-pictures', 'There is no picture yet to put on a contact sheet.', {
    hint: 'Make the batch first, or go on with it.',
  });
}
