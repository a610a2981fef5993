import { expect, it } from 'vitest';
import { copyPathOf, fileNameOf, freeDocumentPath, tableNameOf } from './file-names.ts';

it.each([
  ['/home/ana/story.telar.json', 'story.telar.json', 'story.csv', '/home/ana/story-copy.telar.json'],
  ['C:\\film\\story.json', 'story.json', 'story.csv', 'C:\\film\\story-copy.telar.json'],
  ['.telar.json', '.telar.json', 'units.csv', '-copy.telar.json'],
])('%s', (path, name, table, copy) => {
  expect([fileNameOf(path), tableNameOf(path, 'csv'), copyPathOf(path, 'copy')]).toEqual([name, table, copy]);
});

it.each([
  ['Libro de la niña', '/home/ann/books', '/home/ann/books/libro-de-la-nina/libro-de-la-nina.telar.json'],
  ['../etc', '/home/ann/', '/home/ann/etc/etc.telar.json'],
  ['海', '/home/ann', '/home/ann/untitled/untitled.telar.json'],
  ['Taken', 'C:\\Work', 'C:\\Work\\taken-2\\taken-2.telar.json'],
])('a new “%s” in %s goes to %s', (title, folder, path) => {
  expect(freeDocumentPath({ folder, entries: [{ name: 'taken' }] }, title)).toBe(path);
});
