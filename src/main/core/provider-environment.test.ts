import { describe, expect, it } from 'vitest';
import type { EnvironmentLayers } from '../platform/index.ts';
import { providersOf, secretsOfAddress, shownAddress } from './provider-environment.ts';

function replicateOf(layers: Partial<EnvironmentLayers>): object {
  return providersOf({ process: {}, dataFolder: {}, workingFolder: {}, ...layers }).replicate;
}

describe('the key and the address of a provider', () => {
  const own = { REPLICATE_API_TOKEN: 'own', REPLICATE_BASE_URL: 'https://own' };
  const other = { REPLICATE_API_TOKEN: 'other', REPLICATE_BASE_URL: 'https://other' };
  const addressOnly = { REPLICATE_BASE_URL: 'https://stranger' };

  it.each<[string, Partial<EnvironmentLayers>, object]>([
    ['are absent where nobody sets them', {}, { key: null, baseUrl: null }],
    ['of the process win', { process: own, dataFolder: other }, { key: 'own', baseUrl: 'https://own' }],
    [
      'may come from the data folder',
      { dataFolder: own, workingFolder: other },
      { key: 'own', baseUrl: 'https://own' },
    ],
    ['may both come from the working folder', { workingFolder: other }, { key: 'other', baseUrl: 'https://other' }],
    ['count as absent when empty', { process: { REPLICATE_API_TOKEN: '  ' } }, { key: null, baseUrl: null }],
    [
      'of a working folder: the address never gets a key of the process',
      { process: { REPLICATE_API_TOKEN: 'own' }, workingFolder: addressOnly },
      { key: 'own', baseUrl: null },
    ],
    [
      'of a working folder: the address never gets a key of the data folder',
      { dataFolder: { REPLICATE_API_TOKEN: 'own' }, workingFolder: other },
      { key: 'own', baseUrl: null },
    ],
    [
      'of a working folder: the address never gets a key that is kept elsewhere',
      { workingFolder: addressOnly },
      { key: null, baseUrl: null },
    ],
    [
      'of a working folder: its key goes to the address that the user has set',
      { process: { REPLICATE_BASE_URL: 'https://own' }, workingFolder: other },
      { key: 'other', baseUrl: 'https://own' },
    ],
  ])('%s', (_what, layers, expected) => expect(replicateOf(layers)).toEqual(expected));
});

it('reads the other providers by their own names', () => {
  const process = { FAL_KEY: ' id:secret ', OLLAMA_HOST: '10.0.0.2:11434', OLLAMA_MODEL: 'llama3.2' };
  expect(providersOf({ process, dataFolder: {}, workingFolder: {} })).toEqual({
    replicate: { key: null, baseUrl: null },
    fal: { key: 'id:secret', baseUrl: null },
    ollama: { key: null, baseUrl: '10.0.0.2:11434', model: 'llama3.2' },
  });
});

it.each<[string, string, string[]]>([
  ['127.0.0.1:11434', '127.0.0.1:11434', []],
  ['https://host/v1', 'https://host/v1', []],
  ['https://me:s3cret@host:1/v1', 'https://host:1/v1', ['s3cret', 's3cret', 's3cret']],
  ['me:a%2Fb@host', 'host', ['a%2Fb', 'a%2Fb', 'a/b']],
  ['me@host', 'host', []],
])('shows the address %s as %s, and knows what is secret in it', (address, shown, secrets) => {
  expect([shownAddress(address), secretsOfAddress(address)]).toEqual([shown, secrets]);
});
