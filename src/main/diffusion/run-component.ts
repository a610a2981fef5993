import type { Clock } from './clock.ts';
import { missingFile } from './model-folder.ts';
import type { LoadedModel } from './sessions.ts';
import { pickOutput, runSession, type FloatValues, type Runnable, type Values } from './tensors.ts';

/** Parts of a model, by their folder. */
export type ComponentName = 'text_encoder' | 'text_encoder_2' | 'unet' | 'vae_decoder' | 'vae_encoder';

type Feeds = Readonly<Record<string, Values>>;

/** Runs one part of a model for one output: the first of the names in `output` that the graph has. */
export async function runComponent(
  model: LoadedModel,
  component: ComponentName,
  feeds: Feeds,
  { clock, output }: { clock: Clock; output: readonly string[] },
): Promise<FloatValues> {
  const first = (names: readonly string[]): string[] => output.filter((name) => names.includes(name)).slice(0, 1);
  const outputs = await runForOutputs(model, component, feeds, { clock, choose: first });
  return pickOutput(outputs, output, placeOf(model, component));
}

/** Runs one part of a model for the outputs that `choose` picks of those the graph has. */
export async function runForOutputs(
  model: LoadedModel,
  component: ComponentName,
  feeds: Feeds,
  { clock, choose }: { clock: Clock; choose: (names: readonly string[]) => readonly string[] },
): Promise<Record<string, FloatValues>> {
  const place = placeOf(model, component);
  const session = sessionOf(model, component);
  if (session === null) throw missingFile(place.folder, place.file, null);
  return runSession(session, feeds, { place, run: clock.run }, choose);
}

/** The session of a part; null where the model has no such part. */
function sessionOf(model: LoadedModel, component: ComponentName): Runnable | null {
  switch (component) {
    case 'text_encoder':
      return model.textEncoder;
    case 'text_encoder_2':
      return model.textEncoder2;
    case 'unet':
      return model.unet;
    case 'vae_decoder':
      return model.vaeDecoder;
    case 'vae_encoder':
      return model.vaeEncoder;
  }
}

function placeOf({ folder }: LoadedModel, component: ComponentName): { folder: string; file: string } {
  return { folder: folder.path, file: `${component}/model.onnx` };
}
