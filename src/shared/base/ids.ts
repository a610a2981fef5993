import { z } from 'zod';

/** Alphabet of unit ids and layer names (SPEC §2). */
export const namePattern = /^[A-Za-z0-9_-]{1,64}$/;

const name = z.string().regex(namePattern, {
  error: ({ input }) =>
    `A name has 1 to 64 of the characters A-Z, a-z, 0-9, _ and -; this one is ${lengthOf(input)} characters long`,
});

function lengthOf(input: unknown): number {
  return typeof input === 'string' ? input.length : 0;
}

export const unitId = name.brand<'UnitId'>();
export type UnitId = z.output<typeof unitId>;

export const layerName = name.brand<'LayerName'>();
export type LayerName = z.output<typeof layerName>;

export const documentId = z.string().min(1).max(64).brand<'DocumentId'>();
export type DocumentId = z.output<typeof documentId>;

export const runId = z.string().min(1).max(64).brand<'RunId'>();
export type RunId = z.output<typeof runId>;

export const takeId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'TakeId'>();
export type TakeId = z.output<typeof takeId>;

/** `<unit id>/<layer name>`: the address of a cell inside its document. */
export const cellKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_-]{1,64}$/)
  .brand<'CellKey'>();
export type CellKey = z.output<typeof cellKey>;

/** Joins a unit id and a layer name into the cell's address. */
export function cellKeyOf(unit: UnitId, layer: LayerName): CellKey {
  return `${unit}/${layer}` as CellKey;
}
