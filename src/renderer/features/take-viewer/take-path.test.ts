import { expect, it } from 'vitest';
import { takePath } from './take-path.ts';

it.each([
  ['/home/me/film/story.telar.json', true, '/home/me/film/outputs/dawn_layer0_image.png'],
  ['/home/me/film/story.telar.json', false, '/home/me/film/outputs/.takes/abc.png'],
  ['C:\\film\\story.telar.json', true, 'C:\\film\\outputs\\dawn_layer0_image.png'],
])('of a take beside %s (picked: %s) is %s', (file, isPicked, path) => {
  expect(takePath(file, 'outputs/dawn_layer0_image.png', { file: 'abc.png' }, isPicked)).toBe(path);
});
