import { columnsIn, createCanvas, drawText, fillRectangle, lineHeight, wrapText } from './canvas.ts';
import type { Canvas, Colour } from './canvas.ts';
import { cellWidth } from './glyphs.ts';
import type { RgbPicture } from './protocol.ts';

/** The words of a contact sheet; each place of its grid takes one picture. */
export interface SheetWords {
  /** Above everything; empty for none. */
  title: string;
  facts: string;
  /** Heads of the columns and of the rows; none where the pictures have captions. */
  columns: readonly string[];
  rows: readonly string[];
  /** Row by row; null for a place that stays free. */
  captions: readonly (readonly (string | null)[])[];
}

/** A sheet that pictures are put on. */
export interface Sheet {
  canvas: Canvas;
  /** Puts a picture into the middle of a place that is at least as large. */
  put(picture: RgbPicture, row: number, column: number): void;
  /** Says in a place why it has no picture. */
  note(text: string, row: number, column: number): void;
}

const paper: Colour = [250, 250, 250];
const ink: Colour = [32, 34, 38];
const softInk: Colour = [104, 108, 116];
const emptyPlace: Colour = [232, 233, 236];
const scale = 2;
const margin = 32;
const gap = 16;
/** Longest line in a head of a row, in characters. */
const headColumns = 18;

/** A sheet for pictures of at most this size, with its words and without its pictures. */
export function createSheet(words: SheetWords, tile: { width: number; height: number }): Sheet {
  const across = Math.max(1, ...words.captions.map((row) => row.length));
  const down = words.captions.length;
  const rowHeads = words.rows.map((head) =>
    wrapText(head, headColumns, Math.max(1, Math.floor(tile.height / lineHeight(scale)))),
  );
  const headWidth = Math.max(0, ...rowHeads.flat().map((text) => text.length)) * cellWidth * scale;
  const left = margin + (headWidth === 0 ? 0 : headWidth + gap);
  const width = left + across * tile.width + (across - 1) * gap + margin;
  const inner = columnsIn(width - 2 * margin, scale);
  const inTile = columnsIn(tile.width, scale);
  const title = wrapText(words.title, inner, 3);
  const facts = wrapText(words.facts, inner, 2);
  const heads = words.columns.map((head) => wrapText(head, inTile, 3));
  const captions = words.captions.map((row) => row.map((caption) => wrapText(caption ?? '', inTile, 3)));
  const headLines = Math.max(0, ...heads.map((lines) => lines.length));
  const captionLines = Math.max(0, ...captions.flat().map((lines) => lines.length));

  const line = lineHeight(scale);
  const afterWords = title.length + facts.length === 0 ? 0 : gap;
  const headsTop = margin + (title.length + facts.length) * line + afterWords;
  const top = headsTop + headLines * line;
  const rowHeight = tile.height + captionLines * line + gap;
  const canvas = createCanvas(width, top + down * rowHeight - gap + margin, 3, paper);
  const placeOf = (row: number, column: number) => ({
    x: left + column * (tile.width + gap),
    y: top + row * rowHeight,
  });

  write(canvas, title, { x: margin, y: margin }, ink);
  write(canvas, facts, { x: margin, y: margin + title.length * line }, softInk);
  heads.forEach((lines, column) => write(canvas, lines, { x: placeOf(0, column).x, y: headsTop }, ink));
  rowHeads.forEach((lines, row) => write(canvas, lines, { x: margin, y: placeOf(row, 0).y }, ink));
  captions.forEach((row, y) =>
    row.forEach((lines, x) => {
      const place = placeOf(y, x);
      // Some air between a picture and the first line below it.
      write(canvas, lines, { x: place.x, y: place.y + tile.height + 2 * scale }, ink);
    }),
  );

  return {
    canvas,
    put(picture, row, column) {
      const place = placeOf(row, column);
      const x = place.x + Math.floor((tile.width - picture.width) / 2);
      const y = place.y + Math.floor((tile.height - picture.height) / 2);
      paste(canvas, picture, { x, y });
    },
    note(text, row, column) {
      const place = placeOf(row, column);
      fillRectangle(canvas, { ...place, ...tile }, emptyPlace);
      write(canvas, wrapText(text, inTile - 2, 4), { x: place.x + gap, y: place.y + gap }, softInk);
    },
  };
}

function write(canvas: Canvas, lines: readonly string[], { x, y }: { x: number; y: number }, colour: Colour): void {
  lines.forEach((text, i) => drawText(canvas, text, { x, y: y + i * lineHeight(scale), scale }, colour));
}

function paste(canvas: Canvas, { width, height, data }: RgbPicture, { x, y }: { x: number; y: number }): void {
  for (let row = 0; row < height; row += 1) {
    const pixels = data.subarray(row * width * 3, (row + 1) * width * 3);
    canvas.data.set(pixels, ((y + row) * canvas.width + x) * 3);
  }
}
