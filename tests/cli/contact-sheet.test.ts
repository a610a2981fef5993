import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';

let home: string;
beforeAll(async () => {
  home = await freshFolder('sheet');
});

const manual = ['--mode', 'manual', '--seed', '5', '--json'];

/** Pixels of a part of a picture. */
function part(file: string, left: number, top: number, width: number, height: number): Promise<Buffer> {
  return sharp(file).extract({ left, top, width, height }).removeAlpha().raw().toBuffer();
}

/** Dark pixels: letters on white paper. */
async function ink(file: string, left: number, top: number, width: number, height: number): Promise<number> {
  const pixels = await part(file, left, top, width, height);
  return pixels.filter((value, i) => i % 3 === 0 && value < 110).length;
}

it('a batch of two axes becomes a sheet with heads, and each picture stands where its heads say', async () => {
  const axes = ['--axis', 'lora=none,neon:0.8', '--axis', 'steps=1,4,8'];
  const made = await telar(['generate', 'a blue tree', ...axes, ...manual, '--sheet', 'sheet.png'], {
    home,
    cwd: home,
  });
  expect(made.code).toBe(0);
  const paths = made.lines.filter(({ type }) => type === 'result').map(({ path }) => path as string);
  const file = join(home, 'sheet.png');
  expect(made.lines.at(-1)).toMatchObject({ type: 'sheet', path: file });
  const { width, height } = await sharp(file).metadata();

  // Three columns of pictures of 256 pixels, with gaps of 16 and a margin of 32, from the right edge; rows from the lower.
  const placeOf = (row: number, column: number) => ({
    left: width - 32 - 3 * 256 - 2 * 16 + column * 272,
    top: height - 32 - 2 * 256 - 16 + row * 272,
  });
  for (const [i, path] of paths.entries()) {
    const { left, top } = placeOf(Math.floor(i / 3), i % 3);
    const shown = await part(file, left, top, 256, 256);
    const whole = await sharp(path).resize(256, 256, { kernel: 'lanczos3' }).removeAlpha().raw().toBuffer();
    expect(shown.equals(whole)).toBe(true);
  }
  const first = placeOf(0, 0);
  for (const column of [0, 1, 2]) {
    expect(await ink(file, placeOf(0, column).left, first.top - 24, 256, 22)).toBeGreaterThan(60);
  }
  for (const row of [0, 1]) expect(await ink(file, 32, placeOf(row, 0).top, first.left - 48, 100)).toBeGreaterThan(60);
});

it('a share-safe sheet leaves the prompt out and is shorter by its line', async () => {
  const order = ['generate', 'a blue tree', ...manual, '--steps', '1', '--batch', '2'];
  await telar([...order, '--sheet', 'open.png'], { home, cwd: home });
  await telar([...order, '--sheet', 'safe.jpg', '--share-safe'], { home, cwd: home });
  const [open, safe] = await Promise.all(['open.png', 'safe.jpg'].map((name) => sharp(join(home, name)).metadata()));
  expect([open?.format, safe?.format]).toEqual(['png', 'jpeg']);
  expect((open?.height ?? 0) - (safe?.height ?? 0)).toBe(24);
});

it.each([
  ['sheet.gif', 'is no name for a contact sheet'],
  ['there.png', 'There is already a file'],
])('%s is refused before anything is made', async (name, message) => {
  await writeFile(join(home, 'there.png'), 'mine');
  const { code, lines } = await telar(['generate', 'a tree', ...manual, '--sheet', name], { home, cwd: home });
  expect(code).toBe(2);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.message).toContain(message);
});

it('a sheet may go into the folder of the pictures, which is made before them, larger than they were made', async () => {
  const args = ['generate', 'a boat', ...manual, '--steps', '2', '--scale', '2', '--output', 'new/pictures'];
  const made = await telar([...args, '--sheet', 'new/pictures/sheet.png'], { home, cwd: home });
  expect(made.code).toBe(0);
  const { path } = made.lines.find(({ type }) => type === 'result') as { path: string };
  expect(await sharp(path).metadata()).toMatchObject({ width: 128, height: 128 });
  expect(made.lines.at(-1)).toMatchObject({ type: 'sheet', path: join(home, 'new/pictures/sheet.png') });

  await writeFile(join(home, 'a-file'), '');
  const refused = await telar(['generate', 'a boat', ...manual, '--output', 'a-file/pictures'], { home, cwd: home });
  expect(refused.code).toBe(2);
  expect(refused.lines).toMatchObject([{ type: 'error', kind: 'invalid' }]);
});
