import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { readModelFolder } from '../../../src/main/diffusion/model-folder.ts';
import type { LoadedModel } from '../../../src/main/diffusion/sessions.ts';
import { createTokenizer } from '../../../src/main/diffusion/tokenizer.ts';

/** Opens a model with all of it in memory, without the pool and its bookkeeping. */
export async function openSyntheticModel(path: string): Promise<LoadedModel> {
  const folder = await readModelFolder(path);
  const open = (component: string): Promise<InferenceSession> =>
    InferenceSession.create(join(path, component, 'model.onnx'), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const openIfThere = (component: string): Promise<InferenceSession | null> =>
    access(join(path, component)).then(
      () => open(component),
      () => null,
    );
  const [textEncoder, textEncoder2, unet, vaeDecoder, vaeEncoder] = await Promise.all([
    open('text_encoder'),
    openIfThere('text_encoder_2'),
    open('unet'),
    open('vae_decoder'),
    openIfThere('vae_encoder'),
  ]);
  return {
    folder,
    tokenizer: createTokenizer(folder.tokenizer),
    tokenizer2: folder.tokenizer2 === null ? null : createTokenizer(folder.tokenizer2),
    ...{ textEncoder, textEncoder2, unet, vaeDecoder, vaeEncoder },
  };
}
