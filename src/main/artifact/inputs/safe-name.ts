/** Longest stem of a kept file's name, in characters: with any letters it stays below 255 bytes. */
const maxStem = 60;

/** Names that Windows keeps for devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A stem of a file name that is safe on every system and in a document: letters, digits, `_` and `-` of what the user's
 * file was called, without folders, ending, control or direction marks. `file` where nothing is left.
 */
export function safeStem(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const stem = last
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replaceAll(/^[-_]+|[-_]+$/g, '');
  const short = Array.from(stem).slice(0, maxStem).join('').replace(/-+$/, '');
  if (short === '') return 'file';
  return deviceName.test(short) ? `file-${short}` : short;
}
