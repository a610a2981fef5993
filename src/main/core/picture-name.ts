import type { PictureMediaType } from '../../shared/artifact/index.ts';

const endings: Record<PictureMediaType, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

/** Longest part of a file's name that is taken from a prompt, in characters. */
const longest = 48;

/** A file's name out of the first words of a prompt; with none of them where the file is to tell none. */
export function pictureName(prompt: string, takeId: string, mediaType: PictureMediaType): string {
  const words = prompt
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
  let name = '';
  for (const word of words) {
    if (name.length + word.length >= longest) break;
    name += `${word}-`;
  }
  // Ids are drawn: their ends tell pictures of one prompt apart.
  return `${name === '' ? 'telar-' : name}${takeId.slice(-6).toLowerCase()}.${endings[mediaType]}`;
}
