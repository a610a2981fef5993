import type { JsonObject } from '../../../shared/base/index.ts';
import { parametersOf, type GenerationMetadata, type PictureSettings } from '../../../shared/assist/index.ts';
import { literal, type MatrixCell, type MatrixEdit, type SingleEdit } from '../../../shared/matrix/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';

/** What a picture was made with, as settings of a picture to come. */
function settingsOf(metadata: GenerationMetadata): PictureSettings {
  const seed = Number(metadata.seed ?? Number.NaN);
  return {
    prompt: metadata.prompt,
    negativePrompt: metadata.negativePrompt,
    // Some seeds exceed what a number holds: such a one is better drawn anew than wrong.
    seed: Number.isSafeInteger(seed) ? seed : null,
    steps: metadata.steps,
    guidanceScale: metadata.cfgScale,
    width: metadata.width,
    height: metadata.height,
    // A picture tells its sides, not by which name they were ordered.
    aspectRatio: null,
    scheduler: metadata.sampler,
    loras: metadata.lorasUsed.map(({ id, weight }) => ({ id, weight })),
  };
}

/** A picture's settings under the names of its model, with `{{` as plain letters. */
export function cellParameters(metadata: GenerationMetadata, template: ModelTemplate): JsonObject {
  const parameters = parametersOf(template, settingsOf(metadata), new Set());
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, literal(value)]));
}

/** Cells that could make the picture: those of pictures whose column says nothing that the model does not know. */
export function cellsFor(cells: readonly MatrixCell[], template: ModelTemplate): MatrixCell[] {
  const known = parameterSchemas(template);
  return cells.filter(({ assetType, model, layer, locked }) => {
    if (assetType !== template.output.asset_type || locked) return false;
    return model === template.id || Object.keys(layer.parameters).every((name) => Object.hasOwn(known, name));
  });
}

/** Puts a picture's model and settings into a cell, as one step; parameters that it has beyond them stay. */
export function settingsIntoCell(cell: MatrixCell, template: ModelTemplate, parameters: JsonObject): MatrixEdit {
  const address = { unit: cell.unit.id, layer: cell.layer.name };
  if (cell.model === template.id) {
    const edits = Object.entries(parameters).map(([parameter, value]): SingleEdit => ({
      type: 'set-cell-parameter',
      ...address,
      parameter,
      value,
    }));
    return { type: 'batch', edits };
  }
  const { parameters: _others, ...override } = cell.unit.cells[cell.layer.name] ?? {};
  return { type: 'set-cell', ...address, value: { ...override, model: template.id, parameters } };
}
