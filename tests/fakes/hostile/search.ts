import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A text and where it was found. */
export type Found = readonly [place: string, text: string];

/** All files below a folder, byte for byte, with their names. */
export async function textOfFolder(folder: string): Promise<Found[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file): Promise<Found> => [relative(folder, file), await readFile(file, 'latin1')]),
  );
}

/** The places that have one of the traces, with what stands around it. */
export function searchFor(traces: readonly string[], places: readonly Found[]): string[] {
  return places.flatMap(([place, text]) => {
    const trace = traces.find((each) => text.includes(each));
    if (trace === undefined) return [];
    const at = text.indexOf(trace);
    return [`${place}: …${text.slice(Math.max(0, at - 200), at + trace.length + 40)}…`];
  });
}
