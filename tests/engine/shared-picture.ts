import { afterAll } from 'vitest';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import { createSourceLauncher } from './source-launcher.ts';

let shared: PictureProcess | null = null;

afterAll(async () => {
  await shared?.dispose();
  shared = null;
});

/** The picture process of a test file: it keeps nothing between two requests, and starting one takes half a second. */
export function sharedPicture(): PictureProcess {
  shared ??= createPictureProcess(createSourceLauncher());
  return shared;
}
