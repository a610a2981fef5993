/** A stack of planes, `[channels, height, width]`. */
export interface Planes {
  channels: number;
  height: number;
  width: number;
  data: Float32Array;
}

export interface TileOptions {
  /** Longest edge of a tile, in cells. */
  largest: number;
  /** Cells that neighbours share: the outer quarter on each side is not used, the rest melts. */
  overlap: number;
  /** Values along one edge of a cell, in what goes in and in what comes out. */
  inputCell: number;
  outputCell: number;
}

/** Latent elements of a picture from which on it goes through the VAE in tiles: 768 x 768 pixels at 8 an element. */
const threshold = 96 * 96;

/** How a picture of this many latent elements goes through the VAE; null for all at once. */
export function vaeTiles(elements: number): Pick<TileOptions, 'largest' | 'overlap'> | null {
  return elements > threshold ? { largest: 80, overlap: 16 } : null;
}

interface Span {
  start: number;
  length: number;
}

/**
 * Runs `work` over overlapping tiles and melts what comes out, so that memory follows the tile and not the picture. A cell
 * is the smallest part that can be cut out: one latent element. Equal to one run over everything as far as `work` sees no
 * farther than a quarter of the overlap; group normalisation sees everything, and differs a little.
 */
export async function runTiled(
  input: Planes,
  { largest, overlap, inputCell, outputCell }: TileOptions,
  work: (tile: Planes) => Promise<Planes>,
): Promise<Planes> {
  const rows = spans(input.height / inputCell, largest, overlap);
  const columns = spans(input.width / inputCell, largest, overlap);
  const scale = outputCell / inputCell;
  let whole: Planes | null = null;
  for (const row of rows) {
    for (const column of columns) {
      const made = await work(cut(input, row, column, inputCell));
      whole ??= blank(made.channels, input.height * scale, input.width * scale);
      const vertical = weights(row, rows, overlap, outputCell);
      const horizontal = weights(column, columns, overlap, outputCell);
      addTile(whole, made, { y: row.start * outputCell, x: column.start * outputCell, vertical, horizontal });
    }
  }
  return whole ?? blank(0, 0, 0);
}

/** Tiles of equal length over `total` cells, as few as possible. */
function spans(total: number, largest: number, overlap: number): Span[] {
  if (total <= largest) return [{ start: 0, length: total }];
  const count = Math.ceil((total - overlap) / (largest - overlap));
  const length = Math.ceil((total + (count - 1) * overlap) / count);
  // The last one ends with the picture: its overlap may be larger.
  return Array.from({ length: count }, (_, i) => ({ start: Math.min(i * (length - overlap), total - length), length }));
}

/** Share of a tile in each line of its output: with those of its neighbours they come to 1. */
function weights(span: Span, all: readonly Span[], overlap: number, cell: number): Float32Array {
  return Float32Array.from({ length: span.length * cell }, (_, i) => {
    const at = span.start + (i + 0.5) / cell;
    const own = rawWeight(at, span, all, overlap);
    return own / all.reduce((sum, each) => sum + rawWeight(at, each, all, overlap), 0);
  });
}

/** 1 inside, 0 in the outer quarter of an overlap, a straight ramp between; at the picture's own border always 1. */
function rawWeight(at: number, { start, length }: Span, all: readonly Span[], overlap: number): number {
  const inside = (distance: number): number => Math.min(1, Math.max(0, (distance - overlap / 4) / (overlap / 2)));
  const end = start + length;
  if (at < start || at > end) return 0;
  const fromStart = start === all[0]?.start ? 1 : inside(at - start);
  const last = all.at(-1);
  const fromEnd = start === last?.start ? 1 : inside(end - at);
  return Math.min(fromStart, fromEnd);
}

function blank(channels: number, height: number, width: number): Planes {
  return { channels, height, width, data: new Float32Array(channels * height * width) };
}

function cut(from: Planes, row: Span, column: Span, cell: number): Planes {
  const tile = blank(from.channels, row.length * cell, column.length * cell);
  for (let channel = 0; channel < from.channels; channel++) {
    for (let y = 0; y < tile.height; y++) {
      const source = (channel * from.height + row.start * cell + y) * from.width + column.start * cell;
      tile.data.set(from.data.subarray(source, source + tile.width), (channel * tile.height + y) * tile.width);
    }
  }
  return tile;
}

function addTile(
  whole: Planes,
  tile: Planes,
  place: { y: number; x: number; vertical: Float32Array; horizontal: Float32Array },
): void {
  for (let channel = 0; channel < whole.channels; channel++) {
    for (let y = 0; y < tile.height; y++) {
      const from = (channel * tile.height + y) * tile.width;
      const to = (channel * whole.height + place.y + y) * whole.width + place.x;
      const weight = place.vertical[y] ?? 0;
      if (weight === 0) continue;
      for (let x = 0; x < tile.width; x++) {
        const share = weight * (place.horizontal[x] ?? 0);
        whole.data[to + x] = (whole.data[to + x] ?? 0) + share * (tile.data[from + x] ?? 0);
      }
    }
  }
}
