import { columnsIn, createCanvas, drawText, fillRectangle, lineHeight, wrapText } from '../../picture/index.ts';
import type { Canvas, Colour } from '../../picture/index.ts';

/** What stands on a placeholder picture. */
export interface Placard {
  /** The cell, such as `unit1/base`. */
  title: string;
  /** Short facts: the model, the size, the seed. */
  facts: string[];
  prompt: string;
  colour: Colour;
  /** At least 16 hex digits that become a woven patch, so that no two placeholders look alike. */
  digest: string;
}

const ink: Colour = [255, 255, 255];
const softInk: Colour = [205, 208, 214];
/** Characters that a line of facts should hold; the size of the letters follows from it. */
const factColumns = 34;

/** Paints a placard that fills the canvas. `channels` 4 adds an opaque alpha. */
export function paintPlacard(
  placard: Placard,
  { width, height, channels }: { width: number; height: number; channels: 3 | 4 },
): Canvas {
  const canvas = createCanvas(width, height, channels, placard.colour);
  const edge = Math.max(1, Math.round(Math.min(width, height) / 64));
  paintBorder(canvas, edge);
  paintWeave(canvas, placard);
  const margin = edge * 3;
  const scale = Math.max(1, Math.min(Math.floor(width / (factColumns * 6)), Math.floor(height / (12 * 12))));
  const inner = width - 2 * margin;
  const titleScale = placard.title.length <= columnsIn(inner, scale * 2) ? scale * 2 : scale;

  let y = margin;
  const write = (text: string, size: number, colour: Colour): void => {
    drawText(canvas, text, { x: margin, y, scale: size }, colour);
    y += lineHeight(size);
  };
  for (const line of wrapText(placard.title, columnsIn(inner, titleScale), 2)) write(line, titleScale, ink);
  write('REHEARSAL', scale, ink);
  const columns = columnsIn(inner, scale);
  for (const line of placard.facts.flatMap((fact) => wrapText(fact, columns, 2))) write(line, scale, softInk);
  for (const line of wrapText(placard.prompt, columns, 3)) write(line, scale, ink);
  return canvas;
}

/** Rows of the bar that shows the time of a video, at the lower edge. */
export function barRectangle({ width, height }: Pick<Canvas, 'width' | 'height'>): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const thickness = Math.max(2, Math.round(height / 40));
  return { x: 0, y: height - thickness * 2, width, height: thickness };
}

/** Paints the bar at a moment of a video: 0 is its beginning, 1 its end. */
export function paintBar(canvas: Canvas, moment: number): void {
  const bar = barRectangle(canvas);
  const passed = Math.round(bar.width * moment);
  fillRectangle(canvas, bar, [40, 42, 48]);
  fillRectangle(canvas, { ...bar, width: passed }, ink);
}

/** Eight by eight threads in the lower right corner, above the place of the bar. */
function paintWeave(canvas: Canvas, { colour, digest }: Placard): void {
  const thread = Math.max(1, Math.floor(Math.min(canvas.width, canvas.height) / 36));
  const light: Colour = [colour[0] + 48, colour[1] + 48, colour[2] + 48];
  const left = canvas.width - 10 * thread;
  const top = canvas.height - 12 * thread;
  for (let bit = 0; bit < 64; bit += 1) {
    const digit = Number.parseInt(digest.charAt(bit >> 2), 16);
    if ((digit & (1 << (bit & 3))) === 0) continue;
    const x = left + (bit & 7) * thread;
    fillRectangle(canvas, { x, y: top + (bit >> 3) * thread, width: thread, height: thread }, light);
  }
}

function paintBorder(canvas: Canvas, edge: number): void {
  const { width, height } = canvas;
  for (const rectangle of [
    { x: 0, y: 0, width, height: edge },
    { x: 0, y: height - edge, width, height: edge },
    { x: 0, y: 0, width: edge, height },
    { x: width - edge, y: 0, width: edge, height },
  ]) {
    fillRectangle(canvas, rectangle, softInk);
  }
}
