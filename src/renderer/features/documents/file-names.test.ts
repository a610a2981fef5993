import { expect, it } from 'vitest';
import { copyPathOf, fileNameOf, tableNameOf } from './file-names.ts';

it.each([
  ['/home/ana/story.telar.json', 'story.telar.json', 'story.csv', '/home/ana/story-copy.telar.json'],
  ['C:\\film\\story.json', 'story.json', 'story.csv', 'C:\\film\\story-copy.telar.json'],
  ['.telar.json', '.telar.json', 'units.csv', '-copy.telar.json'],
])('%s', (path, name, table, copy) => {
  expect([fileNameOf(path), tableNameOf(path, 'csv'), copyPathOf(path, 'copy')]).toEqual([name, table, copy]);
});
