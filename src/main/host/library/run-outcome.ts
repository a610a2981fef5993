import { existsSync } from 'node:fs';
import { CancelledError, fromFailure, LayerDependencyError, toUsd } from '../../../shared/base/index.ts';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import type { RunRecord } from '../../../shared/run/index.ts';
import type { CellAsset } from '../../core/index.ts';
import type { Asset } from './engine-interface.ts';

/** Throws the failure of the cell that failed first, CancelledError for a run that was ended; else nothing. */
export function throwFailure(run: RunRecord): void {
  const failed = run.cells
    .filter((cell) => cell.failure !== null)
    .sort((a, b) => (a.endedAtMs ?? 0) - (b.endedAtMs ?? 0));
  const failure = failed[0]?.failure ?? null;
  if (failure !== null) throw fromFailure(failure);
  if (run.state !== 'succeeded') throw new CancelledError('The run was cancelled; what was finished is kept.');
}

/** The asset of a finished cell. Throws LayerDependencyError when somebody removed its file meanwhile. */
export function toAsset({ cell, take, path }: CellAsset): Asset {
  if (!existsSync(path)) {
    throw new LayerDependencyError('missing-file', `The file ${path} is not there any more.`, {
      hint: 'Run the cell again: it is put back from its take.',
      place: { unit: cell.unit, layer: cell.layerName },
      values: { file: path },
    });
  }
  const { assetType, mediaType, bytes, sha256, width, height, durationSeconds, model, prompt, seed, rehearsal } = take;
  return {
    unit: cell.unit,
    layer: cell.layerIndex,
    layerName: cell.layerName,
    assetType,
    path,
    mediaType,
    bytes,
    sha256,
    width,
    height,
    durationSeconds,
    model,
    prompt,
    seed,
    takeId: take.id,
    costUsd: toUsd(take.costMicroUsd),
    rehearsal,
  };
}

/** Assets by unit, in the order of the document; a unit without any has an empty list. */
export function byUnit(assets: readonly Asset[], matrix: MatrixDocument): [unit: string, assets: Asset[]][] {
  const groups = Map.groupBy(assets, (asset) => asset.unit);
  return matrix.units.map((unit) => [unit.id, groups.get(unit.id) ?? []]);
}
