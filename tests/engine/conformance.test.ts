import { resolve } from 'node:path';
import sharp from 'sharp';
import { createLocalEngine, createRehearsalEngine } from '../../src/main/engine/index.ts';
import type { JsonObject } from '../../src/shared/base/index.ts';
import type { AssetType } from '../../src/shared/artifact/index.ts';
import { describeInlineEngine } from './conformance.ts';
import { sharedPicture } from './shared-picture.ts';
import { createSourceLauncher } from './source-launcher.ts';
import { inventedTemplate, readTemplate } from './templates.ts';

/** Threads of onnxruntime may round differently: one level of brightness is no difference. */
async function samePixels(a: Buffer, b: Buffer): Promise<boolean> {
  const [first, second] = await Promise.all([a, b].map((each) => sharp(each).removeAlpha().raw().toBuffer()));
  return first!.every((value, i) => Math.abs(value - second![i]!) <= 1);
}

describeInlineEngine('local (telar-mini)', async () => {
  const launcher = createSourceLauncher();
  const picture = sharedPicture();
  const modelFolders = [resolve(import.meta.dirname, '../../resources/models')];
  const engine = createLocalEngine({ launcher, picture, modelFolders });
  return {
    engine,
    template: await readTemplate('local/telar-mini'),
    extension: 'png',
    parameters: { prompt: 'a red house, the sea at night', steps: 4, guidance_scale: 2.5 },
    isSame: samePixels,
    dispose: () => engine.dispose(),
  };
});

const rehearsed: [AssetType, string, JsonObject][] = [
  ['image', 'png', { width: 96, height: 64 }],
  ['image', 'jpg', { aspect_ratio: '16:9' }],
  ['image', 'webp', { aspect_ratio: '1:1' }],
  ['video', 'mp4', { duration: 1, resolution: '240p' }],
  ['audio', 'wav', { duration: 2 }],
  ['audio', 'mp3', { duration: 2 }],
  ['text', 'txt', {}],
];
for (const [assetType, extension, parameters] of rehearsed) {
  describeInlineEngine(`rehearsal (${extension})`, async () => {
    const launcher = createSourceLauncher();
    const picture = sharedPicture();
    const engine = createRehearsalEngine({ launcher, picture });
    return {
      engine,
      template: inventedTemplate(assetType),
      extension,
      parameters: { prompt: 'a lighthouse at dawn', ...parameters },
      dispose: () => engine.dispose(),
    };
  });
}
