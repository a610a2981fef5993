import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AssetType } from '../../src/shared/artifact/index.ts';
import type { JsonObject } from '../../src/shared/base/index.ts';
import { modelTemplate, type ModelTemplate } from '../../src/shared/template/index.ts';

const shipped = resolve(import.meta.dirname, '../../resources/templates');

/** A shipped template, such as `local/telar-mini`. */
export async function readTemplate(name: string): Promise<ModelTemplate> {
  return modelTemplate.parse(JSON.parse(await readFile(join(shipped, `${name}.json`), 'utf8')));
}

/** A template of a model that nobody has, with parameters of these schemas. */
export function inventedTemplate(
  assetType: AssetType,
  properties: JsonObject = {},
  more: Partial<Pick<ModelTemplate, 'capabilities'>> = {},
): ModelTemplate {
  return modelTemplate.parse({
    telar_template: 1,
    id: `replicate/acme/${assetType}-model`,
    provider: 'replicate',
    endpoint: `acme/${assetType}-model`,
    version: '1',
    title: `Acme ${assetType}`,
    output: { asset_type: assetType },
    parameters: { type: 'object', properties: { prompt: { type: 'string' }, ...properties } },
    cost: { kind: 'per-output', usd: 0.1 },
    ...more,
  });
}

/** A picture model of a paid provider that nobody has: prompt, seed and a start picture, a tenth of a dollar each. */
export function paidTemplate(provider: 'replicate' | 'fal'): ModelTemplate {
  const file = { type: 'string', format: 'uri' };
  const made = inventedTemplate('image', { seed: { type: 'integer', minimum: 0 }, image: file });
  const parameters = { ...made.parameters, additionalProperties: false };
  // fal looks a job up under the first two parts of its endpoint.
  const endpoint = provider === 'fal' ? 'acme/image-model/fast' : made.endpoint;
  const output = { ...made.output, extension: 'png' };
  return { ...made, id: `${provider}/${endpoint}`, provider, endpoint, parameters, output };
}
