import { expect, it } from 'vitest';
import { generationMetadata } from '../../../shared/assist/index.ts';
import { applyEdit, applyPatch, listCells, matrixDocument, type MatrixDocument } from '../../../shared/matrix/index.ts';
import { sampleRecommendation, telarMini } from '../../../../tests/assist/sample-recommendation.ts';
import { cellChanges, changesEdit, promptOfCell } from './advice-for-cell.ts';
import { parameterControl } from './parameter-control.ts';
import { cellParameters, cellsFor, settingsIntoCell } from './settings-into-cell.ts';

const template = telarMini();
const matrix = matrixDocument.parse({
  telar: 1,
  layers: [
    {
      name: 'plate',
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt: '{{unit.vars.scene}}', guidance_rescale: 0.5 },
    },
    { name: 'sketch', asset_type: 'image', model: 'other/model', parameters: { prompt: 'a sketch' } },
    { name: 'odd', asset_type: 'image', model: 'other/model', parameters: { prompt: 'a sketch', aspect_ratio: '1:1' } },
    { name: 'voice', asset_type: 'audio', model: 'other/voice', parameters: {} },
  ],
  units: [{ id: 'dawn', vars: { scene: 'a house' } }],
});
const metadata = generationMetadata.parse({
  prompt: 'a {{red}} house',
  negativePrompt: '',
  seed: '42',
  steps: 12,
  cfgScale: 3,
  width: 64,
  height: 64,
  sampler: 'euler',
  lorasUsed: [{ id: 'neon', name: 'Neon', weight: 0.7 }],
  generationTimeSeconds: 1,
  peakMemory: null,
  baseModelId: 'local/telar-mini',
  pipelineType: 'intelligent',
});

function cellOf(document: MatrixDocument, key: string) {
  const cell = listCells(document).find((each) => each.key === key);
  if (cell === undefined) throw new Error(`no cell ${key}`);
  return cell;
}

it('offers the cells that can make the picture', () => {
  expect(cellsFor(listCells(matrix), template).map(({ key }) => key)).toEqual(['dawn/plate', 'dawn/sketch']);
});

it('puts a picture’s settings into a cell as one step that can be undone', () => {
  const parameters = cellParameters(metadata, template);
  const { matrix: after, inverse } = applyEdit(
    matrix,
    settingsIntoCell(cellOf(matrix, 'dawn/plate'), template, parameters),
  );
  expect(cellOf(after, 'dawn/plate').parameters).toEqual({
    prompt: 'a \\{{red}} house',
    guidance_rescale: 0.5,
    seed: 42,
    steps: 12,
    guidance_scale: 3,
    width: 64,
    height: 64,
    scheduler: 'euler',
    loras: [{ id: 'neon', weight: 0.7 }],
  });
  expect(applyPatch(after, inverse)).toEqual(matrix);
});

it('gives a cell of another model the model too', () => {
  const edit = settingsIntoCell(cellOf(matrix, 'dawn/sketch'), template, cellParameters(metadata, template));
  const cell = cellOf(applyEdit(matrix, edit).matrix, 'dawn/sketch');
  expect(cell).toMatchObject({ model: 'local/telar-mini', parameters: { prompt: 'a \\{{red}} house', steps: 12 } });
});

it('applies advice to a cell in one step and keeps its placeholders', () => {
  const advice = sampleRecommendation();
  const cell = cellOf(matrix, 'dawn/plate');
  expect(promptOfCell(template, { prompt: advice.prompt })).toBe(advice.prompt);
  expect(promptOfCell(template, { prompt: ' ' })).toBeNull();
  const changes = cellChanges(cell, template, advice, advice.prompt);
  const { matrix: after, inverse } = applyEdit(matrix, changesEdit(cell, changes));
  const changed = cellOf(after, 'dawn/plate');
  expect(changed.parameters.prompt).toMatch(/^\{\{unit\.vars\.scene\}\}/);
  expect(changed.parameters.loras).toEqual(advice.loras.loras.map(({ id, weight }) => ({ id, weight })));
  expect(changed.parameters.steps).toBe(advice.params.params.steps);
  expect(
    cellChanges(changed, template, advice, advice.prompt).filter(({ parameter }) => parameter !== 'prompt'),
  ).toEqual([]);
  expect(applyPatch(after, inverse)).toEqual(matrix);
});

it('makes a control of what the model takes', () => {
  expect(parameterControl(template, 'steps')).toEqual({
    kind: 'slider',
    minimum: 1,
    maximum: 100,
    step: 1,
    preset: 20,
  });
  expect(parameterControl(template, 'width')).toEqual({ kind: 'fixed', value: 64 });
  expect(parameterControl(template, 'scheduler')).toMatchObject({ kind: 'choice', preset: 'dpmpp_2m' });
  const { steps: _steps, ...others } = template.parameters.properties as Record<string, unknown>;
  const without = { ...template, parameters: { ...template.parameters, properties: others } } as typeof template;
  expect(parameterControl(without, 'steps')).toBeNull();
});
