import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing } from '../folder/read-config.ts';
import { unreadableModel } from '../model-folder.ts';
import { blockNames, type BlockName } from './block-names.ts';

const unetConfig = z.object({
  down_block_types: z.array(z.string()).default([]),
  up_block_types: z.array(z.string()).default([]),
  layers_per_block: z.int().min(1).max(16).default(2),
});

/** Names of the blocks of a model's UNet in the original layout, by its configuration. */
export async function readBlockNames(modelFolder: string): Promise<BlockName[]> {
  const name = 'unet/config.json';
  const file = join(modelFolder, name);
  if (await isMissing(file)) return [];
  try {
    const config = unetConfig.parse(JSON.parse(await readFile(file, 'utf8')));
    return blockNames({
      downBlockTypes: config.down_block_types,
      upBlockTypes: config.up_block_types,
      layersPerBlock: config.layers_per_block,
    });
  } catch (error) {
    const reason = error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : String(error);
    throw unreadableModel(modelFolder, name, reason, error);
  }
}
