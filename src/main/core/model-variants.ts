import { ModelNotFoundError } from '../../shared/base/index.ts';
import type {
  ComponentVariants,
  ModelConversion,
  ModelFileFacts,
  ModelVariants,
  Precision,
  VariantPrecision,
} from '../../shared/local-engine/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';
import type { EventHub } from './event-hub.ts';
import type { ModelFolders } from './model-folders.ts';

/** Smaller weights of the user's own models, by the id of the model. */
export interface VariantWriter {
  /** The weights there are; null for a model that has none here. Throws ModelNotFoundError. */
  describe(id: string): Promise<ModelVariants | null>;
  /** Writes smaller weights and tells the windows how far it is. Throws as ModelFolders.convert. */
  convert(id: string, options: ConvertOptions): Promise<ModelConversion>;
}

export interface ConvertOptions {
  precision: VariantPrecision;
  replace: boolean;
  signal: AbortSignal;
}

export interface VariantWriterOptions {
  find: (id: string) => ModelTemplate;
  /** Folder of a model's files; null for one without. Throws ModelNotFoundError. */
  folderOf: (template: ModelTemplate) => string | null;
  modelFolders: ModelFolders;
  events: Pick<EventHub, 'publish'>;
}

/** Bytes that a number of the original keeps: a whole one has four of them. */
const keptShare = { fp16: 1 / 2, int8: 1 / 4 };

/** Creates what shows and writes the weights of models. */
export function createVariantWriter({ find, folderOf, modelFolders, events }: VariantWriterOptions): VariantWriter {
  return {
    async describe(id) {
      const folder = folderOf(find(id));
      if (folder === null) return null;
      const { files, problems } = await modelFolders.inspect(folder);
      const isShipped = modelFolders.isShipped(folder);
      return { folder, isShipped, components: componentsOf(files), problems };
    },
    async convert(id, { precision, ...options }) {
      const template = find(id);
      const folder = folderOf(template);
      if (folder === null) throw noFiles(template);
      return modelFolders.convert(folder, precision, {
        ...options,
        onProgress: ({ component, share }) =>
          events.publish({ type: 'models.converting', model: id, precision, component, share }),
      });
    },
  };
}

function noFiles({ id }: ModelTemplate): Error {
  return new ModelNotFoundError('missing-folder', `${id} has no weights on this machine.`, {
    hint: 'Choose a model whose files lie in a folder of your own.',
    values: { model: id, folder: id },
  });
}

/** In the order in which they are written: by name. */
function componentsOf(files: readonly ModelFileFacts[]): ComponentVariants[] {
  const originals = files.filter(({ name, component }) => component !== '' && name === `${component}/model.onnx`);
  return originals.map((original) => ({
    name: original.component,
    present: (['fp32', 'fp16', 'int8'] as const).flatMap((precision) => {
      const name = `${original.component}/${fileOf(precision)}`;
      return files.filter((file) => file.name === name).map(({ bytes }) => ({ precision, bytes }));
    }),
    expected: { fp16: expectedBytes(original, 'fp16'), int8: expectedBytes(original, 'int8') },
  }));
}

function fileOf(precision: Precision): string {
  return precision === 'fp32' ? 'model.onnx' : `model_${precision}.onnx`;
}

function expectedBytes({ bytes, dtypes }: ModelFileFacts, precision: VariantPrecision): number {
  const whole = dtypes.find(({ name }) => name === 'float32')?.bytes ?? 0;
  return Math.round(bytes - whole * (1 - keptShare[precision]));
}
