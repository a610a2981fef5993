import { expect, it } from 'vitest';
import { engineEnvironmentOf } from './engine-environment.ts';

const override = { setting: 'maxModels', variable: 'MAX_MODELS_IN_MEMORY' };

it.each([
  ['nothing', {}, { settings: {}, overrides: [] }],
  ['an empty variable', { process: '' }, { settings: {}, overrides: [] }],
  ['a number', { process: '5' }, { settings: { maxModels: 5 }, overrides: [{ ...override, isUsable: true }] }],
  [
    'the process before the files',
    { process: '5', dataFolder: '2', workingFolder: '1' },
    { settings: { maxModels: 5 }, overrides: [{ ...override, isUsable: true }] },
  ],
  [
    'the data folder before the working folder',
    { dataFolder: ' 2 ', workingFolder: '1' },
    { settings: { maxModels: 2 }, overrides: [{ ...override, isUsable: true }] },
  ],
  ['no number', { process: 'many' }, { settings: {}, overrides: [{ ...override, isUsable: false }] }],
  ['too many', { process: '17' }, { settings: {}, overrides: [{ ...override, isUsable: false }] }],
  ['a part of a model', { process: '1.5' }, { settings: {}, overrides: [{ ...override, isUsable: false }] }],
])('%s in the environment', (_name, values: Record<string, string>, expected) => {
  const layer = (name: string) => (values[name] === undefined ? {} : { MAX_MODELS_IN_MEMORY: values[name] });
  const layers = {
    process: layer('process'),
    dataFolder: layer('dataFolder'),
    workingFolder: layer('workingFolder'),
  };
  expect(engineEnvironmentOf(layers)).toEqual(expected);
});
