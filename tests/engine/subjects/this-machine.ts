import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLocalEngine, createRehearsalEngine } from '../../../src/main/engine/index.ts';
import { ProviderError } from '../../../src/shared/base/index.ts';
import { sharedPicture } from '../shared-picture.ts';
import { createSourceLauncher } from '../source-launcher.ts';
import { paidTemplate, readTemplate } from '../templates.ts';
import type { Subject } from './subject.ts';
import { watchEngine } from './watch-engine.ts';

/** The model of this machine as a subject of the suite. */
export async function startLocalSubject(): Promise<Subject> {
  const launcher = createSourceLauncher();
  const picture = sharedPicture();
  const modelFolders = [resolve(import.meta.dirname, '../../../resources/models')];
  const { engine, seen, loseFiles } = watchEngine(createLocalEngine({ launcher, picture, modelFolders }), 'image');
  return {
    engine,
    template: await readTemplate('local/telar-mini'),
    extension: 'png',
    beginning: '\x89PNG',
    secret: 'no key, no secret',
    parameters: { steps: 2 },
    fileParameter: 'image',
    isFileList: false,
    largestSeed: { given: 2 ** 32 - 1, told: String(2 ** 32 - 1) },
    seen: () => seen,
    slow: () => ({ steps: 100 }),
    unset() {
      modelFolders.splice(0);
      return Promise.resolve({ failure: 'ModelNotFoundError/missing-folder', isRetried: false });
    },
    async fail(folder) {
      modelFolders.splice(0, 1, join(folder, 'models'));
      await mkdir(join(folder, 'models', 'telar-mini'), { recursive: true });
      await writeFile(join(folder, 'models', 'telar-mini', 'model_index.json'), '{ not a model');
      return { failure: 'ModelNotFoundError/missing-file', isRetried: false };
    },
    async refuse(folder) {
      await writeFile(join(folder, 'words.png'), 'these are words');
      const parameters = { image: 'words.png' };
      return { failure: 'AssetDownloadError/not-an-image', isRetried: false, parameters };
    },
    breakDown() {
      const launch = launcher.launch.bind(launcher);
      // Its process dies as soon as it is there.
      launcher.launch = (program) => {
        const handle = launch(program);
        if (program === 'diffusion-child') handle.kill();
        return handle;
      };
      return Promise.resolve({ failure: 'EngineCrashedError/exited', isRetried: true });
    },
    empty() {
      loseFiles();
      return Promise.resolve({ failure: 'AssetDownloadError/incomplete', isRetried: false });
    },
    dispose: () => engine.dispose(),
  };
}

/** The rehearsal of a paid model as a subject of the suite; its own dial pretends what goes wrong. */
export async function startRehearsalSubject(): Promise<Subject> {
  const launcher = createSourceLauncher();
  const picture = sharedPicture();
  let failure: Error | null = null;
  let latencyMs = 0;
  const dials = { failure: () => failure, latencyMs: () => latencyMs };
  const { engine, seen, loseFiles } = watchEngine(createRehearsalEngine({ launcher, picture, dials }), 'image');
  const pretend = (kind: 'failed' | 'policy' | 'server', isRetried: boolean) => {
    failure = new ProviderError(kind, `Pretended: ${kind}`, { hint: 'None.', values: { reason: kind } });
    return Promise.resolve({ failure: `ProviderError/${kind}`, isRetried });
  };
  return Promise.resolve({
    engine,
    template: paidTemplate('replicate'),
    extension: 'png',
    beginning: '\x89PNG',
    secret: 'no key, no secret',
    parameters: {},
    fileParameter: 'image',
    isFileList: false,
    largestSeed: { given: Number.MAX_SAFE_INTEGER, told: String(Number.MAX_SAFE_INTEGER) },
    seen: () => seen,
    slow() {
      latencyMs = 600_000;
      return {};
    },
    unset: () => Promise.resolve(null),
    fail: () => pretend('failed', false),
    refuse: () => pretend('policy', false),
    breakDown: () => pretend('server', true),
    empty() {
      loseFiles();
      return Promise.resolve({ failure: 'AssetDownloadError/incomplete', isRetried: false });
    },
    dispose: () => engine.dispose(),
  });
}
