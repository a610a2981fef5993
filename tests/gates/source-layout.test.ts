import { readFile, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '..', '..', 'src');
const noticeableLines = 250;

const files = (await readdir(src, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(src.length + 1)
      .replaceAll('\\', '/'),
  );

test('files are kebab-case, React components PascalCase', () => {
  const name = /^([a-z0-9]+(-[a-z0-9]+)*(\.d|\.test)?\.tsx?|[A-Z][A-Za-z0-9]*(\.test)?\.tsx)$/;
  expect(files.filter((file) => !name.test(basename(file)))).toEqual([]);
});

test('no file or folder is a drawer for everything', () => {
  const drawers = /(^|\/)(utils?|helpers?|common|misc|types)(\/|\.tsx?$)/;
  expect(files.filter((file) => drawers.test(file))).toEqual([]);
});

test('files over 250 lines are named (400 is the limit, which lint holds)', async () => {
  const long: string[] = [];
  for (const file of files) {
    const lines = (await readFile(join(src, file), 'utf8')).split('\n').length;
    if (lines > noticeableLines) long.push(`${file}: ${lines} lines`);
  }
  if (long.length > 0) console.warn(`worth splitting:\n${long.join('\n')}`);
});
