import { cellHeight, cellWidth, glyphRows } from './glyphs.ts';

/** Red, green and blue, 0 to 255 each. */
export type Colour = readonly [number, number, number];

/** Pixels row by row from the top left, without padding; a fourth channel is opaque alpha. */
export interface Canvas {
  width: number;
  height: number;
  channels: 3 | 4;
  data: Uint8Array;
}

/** A canvas of one colour. */
export function createCanvas(width: number, height: number, channels: 3 | 4, colour: Colour): Canvas {
  const data = Buffer.alloc(width * height * channels, Uint8Array.from(channels === 3 ? colour : [...colour, 255]));
  return { width, height, channels, data };
}

/** Fills a rectangle, as much of it as lies on the canvas. All numbers in whole pixels. */
export function fillRectangle(
  canvas: Canvas,
  rectangle: { x: number; y: number; width: number; height: number },
  colour: Colour,
): void {
  const left = Math.max(0, rectangle.x);
  const right = Math.min(canvas.width, rectangle.x + rectangle.width);
  const bottom = Math.min(canvas.height, rectangle.y + rectangle.height);
  for (let y = Math.max(0, rectangle.y); y < bottom; y += 1) {
    const row = y * canvas.width;
    for (let x = left; x < right; x += 1) canvas.data.set(colour, (row + x) * canvas.channels);
  }
}

/** Writes one line; `x` and `y` are the upper left corner, `scale` the size of a font pixel. What does not fit is cut. */
export function drawText(
  canvas: Canvas,
  text: string,
  place: { x: number; y: number; scale: number },
  colour: Colour,
): void {
  const { scale } = place;
  Array.from(text.normalize('NFC')).forEach((character, column) => {
    const x = place.x + column * cellWidth * scale;
    if (x >= canvas.width) return;
    glyphRows(character).forEach((bits, row) => {
      for (let bit = 0; bit < 5; bit += 1) {
        if ((bits & (16 >> bit)) === 0) continue;
        const dot = { x: x + bit * scale, y: place.y + row * scale, width: scale, height: scale };
        fillRectangle(canvas, dot, colour);
      }
    });
  });
}

/** Breaks a text into lines of at most `columns` characters; one that would need more lines ends in "…". */
export function wrapText(text: string, columns: number, maxLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .normalize('NFC')
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((each) => pieces(each, columns))) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    if (lines.length > maxLines) break;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  return kept.map((each, i) => (i === maxLines - 1 ? `${each.slice(0, columns - 1)}…` : each));
}

function pieces(word: string, columns: number): string[] {
  const count = Math.ceil(word.length / columns);
  return Array.from({ length: count }, (_, i) => word.slice(i * columns, (i + 1) * columns));
}

/** Height of a line in pixels. */
export function lineHeight(scale: number): number {
  return cellHeight * scale;
}

/** Characters that fit into a width of so many pixels. */
export function columnsIn(width: number, scale: number): number {
  return Math.max(1, Math.floor(width / (cellWidth * scale)));
}
