import { basename, isAbsolute, normalize, relative, sep } from 'node:path';
import { checkModelFile } from '../../weights/index.ts';
import { unreadableModel } from '../model-folder.ts';
import { floatBytes } from './float-bytes.ts';
import { layerWeights, type LayerWeight } from './graph-weights.ts';
import type { LoraComponent } from './lora-keys.ts';

/** Where the bytes of a weight lie. */
export interface WeightPlace {
  /** The file, relative to the folder of the network's model file. */
  name: string;
  position: number;
  bytes: number;
  dataType: number;
}

/** The files of one network of a model, and where its weights lie in them. */
export interface NetworkFile {
  component: LoraComponent;
  /** Absolute path of the ONNX file. */
  file: string;
  /** Files of external data beside it. */
  dataFiles: readonly string[];
  weights: ReadonlyMap<string, LayerWeight>;
  locate: (initializer: string) => WeightPlace;
}

/** Reads the structure of a network's ONNX file, without its weights. */
export async function openNetworkFile(
  modelFolder: string,
  component: LoraComponent,
  file: string,
): Promise<NetworkFile> {
  // Before anything of it is copied: its external data may point at files that are not the model's.
  const { model } = await checkModelFile(modelFolder, relative(modelFolder, file));
  const dataFiles = new Set<string>();
  for (const { external } of model.initializers.values()) {
    if (external === null) continue;
    if (!isInside(external.location)) {
      throw unreadableModel(modelFolder, component, `its weights lie outside its folder: ${external.location}`, null);
    }
    dataFiles.add(normalize(external.location));
  }
  return {
    component,
    file,
    dataFiles: [...dataFiles],
    weights: layerWeights(model),
    locate(initializer) {
      const tensor = model.initializers.get(initializer);
      if (tensor === undefined) throw new Error(`${file} has no initialiser ${initializer}`);
      const { dims, dataType, rawBegin, rawEnd, external } = tensor;
      const bytes = dims.reduce((product, size) => product * size, 1) * floatBytes(dataType);
      const found = external === null ? rawEnd - rawBegin : (external.length ?? bytes);
      if (found !== bytes) {
        throw unreadableModel(modelFolder, component, `${initializer} has ${found} bytes instead of ${bytes}`, null);
      }
      return external === null
        ? { name: basename(file), position: rawBegin, bytes, dataType }
        : { name: normalize(external.location), position: external.offset, bytes, dataType };
    },
  };
}

/** A copy is written by this name: it must not lead out of the folder. */
function isInside(location: string): boolean {
  const path = normalize(location);
  return location !== '' && !isAbsolute(path) && path.split(sep)[0] !== '..' && !path.includes('\0');
}
