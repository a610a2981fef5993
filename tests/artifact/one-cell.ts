import { join, resolve } from 'node:path';
import type { CellFile } from '../../src/main/artifact/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import { cellKeyOf, layerName, unitId } from '../../src/shared/base/index.ts';

const root = resolve(import.meta.dirname, '../..');

/** The picture process, straight from its sources; whoever starts it disposes it. */
export function startPicture(): PictureProcess {
  return createPictureProcess(createNodeChildLauncher((program) => join(root, 'src/main/picture', `${program}.ts`)));
}

/** The cell that tests of takes are about. */
export const cell: CellFile = {
  unit: unitId.parse('u1'),
  layer: layerName.parse('plate'),
  assetType: 'image',
  fileName: 'u1_layer0_image.png',
};
export const key = cellKeyOf(cell.unit, cell.layer);
