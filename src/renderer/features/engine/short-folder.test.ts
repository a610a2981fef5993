import { expect, it } from 'vitest';
import { shortFolder } from './short-folder.ts';

it.each([
  ['/home/ana/.telar/models/sdxl', '…/models/sdxl'],
  ['C:\\Users\\ana\\telar\\models\\sdxl\\', '…/models/sdxl'],
  ['/models/sdxl', '/models/sdxl'],
  ['sdxl', 'sdxl'],
])('%s is shown as %s', (path, shown) => {
  expect(shortFolder(path)).toBe(shown);
});
