import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { telar, type Finished } from '../telar-process.ts';

/** Begins like a PNG and is none: only whoever decodes it finds out. */
export const brokenPicture = Buffer.from('\x89PNG\r\n\x1a\nno picture', 'latin1');

/** A layer of the model that ships with Telar, quick. */
export function layer(name: string, parameters: Record<string, unknown> = {}, more: object = {}): object {
  return {
    name,
    asset_type: 'image',
    model: 'local/telar-mini',
    parameters: { prompt: 'a house', steps: 1, seed: 1, ...parameters },
    ...more,
  };
}

/** Three layers in a row: a plate, a copy of it, and a copy of the copy. */
export const chain = [
  layer('plate'),
  layer('copy', { image: '{{layers.plate.path}}' }),
  layer('print', { image: '{{layers.copy.path}}' }),
];

/** Writes `film.telar.json` into a folder; answers its path. */
export async function writeStory(
  folder: string,
  layers: readonly object[],
  units: readonly object[] = [{ id: 'a' }, { id: 'b' }],
  more: object = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'film.telar.json');
  await writeFile(file, JSON.stringify({ telar: 1, ...more, layers, units }));
  return file;
}

/** Cells that `telar plan` lists, with what it would do. */
export async function planned(home: string, file: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { lines } = await telar(['plan', file, '--json', ...args], { home });
  const cells = (lines[0]?.cells ?? []) as { unit: string; layerName: string; action: string }[];
  return Object.fromEntries(cells.map((cell) => [`${cell.unit}/${cell.layerName}`, cell.action]));
}

/** The last line of `telar run --json`. */
export async function ran(
  home: string,
  file: string,
  ...args: string[]
): Promise<{ code: number | null; last: Record<string, unknown>; finished: Finished }> {
  const finished = await telar(['run', file, '--json', ...args], { home });
  return { code: finished.code, last: finished.lines.at(-1) ?? {}, finished };
}
