import { expect, it } from 'vitest';
import { createCanvas, drawText, wrapText } from './canvas.ts';
import { glyphRows } from './glyphs.ts';

function drawn(text: string, columns: number): string[] {
  const canvas = createCanvas(columns * 6, 11, 3, [0, 0, 0]);
  drawText(canvas, text, { x: 0, y: 0, scale: 1 }, [255, 255, 255]);
  return Array.from({ length: 11 }, (_, y) =>
    Array.from({ length: columns * 6 }, (_, x) => (canvas.data[(y * columns * 6 + x) * 3] === 255 ? '#' : '.')).join(
      '',
    ),
  );
}

it('draws letters, their marks and what hangs below the line', () => {
  expect(drawn('Áñg', 3)).toEqual([
    '...#..............',
    '..#....##.#.......',
    '.###..#.##........',
    '#...#.............',
    '#...#.#.##...####.',
    '#####.##..#.#...#.',
    '#...#.#...#.#...#.',
    '#...#.#...#.#...#.',
    '#...#.#...#..####.',
    '................#.',
    '.............###..',
  ]);
});

it('has a glyph of its own for every character that people here write', () => {
  const written = [
    ...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)),
    ...Array.from('áéíóúüñÁÉÍÓÚÜÑ¿¡àèâêô'),
  ];
  const shapes = new Set(written.map((each) => glyphRows(each).join(',')));
  expect(shapes.size).toBe(written.length);
  expect(shapes).not.toContain(glyphRows('漢').join(','));
});

it('cuts what does not fit on the canvas', () => {
  expect(drawn('WWW', 1)).toEqual(drawn('W', 1));
});

it.each<[string, number, number, string[]]>([
  ['a fox jumps', 5, 3, ['a fox', 'jumps']],
  ['a fox jumps over', 5, 2, ['a fox', 'jump…']],
  ['incredibly', 4, 3, ['incr', 'edib', 'ly']],
  ['', 4, 3, []],
])('wraps “%s” at %d', (text, columns, maxLines, lines) => {
  expect(wrapText(text, columns, maxLines)).toEqual(lines);
});
