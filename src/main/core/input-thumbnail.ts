import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NotFoundError } from '../../shared/base/index.ts';
import { isInside } from '../artifact/index.ts';
import type { PictureProcess } from '../picture/index.ts';

/** Longest edge in pixels: it stands beside a field, also on dense screens. */
const edge = 96;

/** Endings of the pictures that can be read; what is brought in is named by what it is. */
const picture = /\.(?:png|jpe?g|webp)$/i;

/** A small picture of a file beside a document; null for a film or a sound. Throws NotFoundError where there is no such file. */
export async function inputThumbnail(
  process: Pick<PictureProcess, 'thumbnail'>,
  documentFile: string,
  path: string,
): Promise<Uint8Array | null> {
  const file = await inputFile(documentFile, path);
  return picture.test(path) ? process.thumbnail(file, edge) : null;
}

/** The file that was brought in under a path; a link that leads out of the document's folder is none. */
export async function inputFile(documentFile: string, path: string): Promise<string> {
  const folder = dirname(documentFile);
  const file = join(folder, path);
  if (existsSync(file) && (await isInside(folder, file))) return file;
  throw new NotFoundError('asset', `There is no file ${path} beside the document.`, { hint: 'Bring it in again.' });
}
