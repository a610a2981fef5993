import type { AssetType } from '../../../shared/artifact/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';

/** A template as one that makes something else than was guessed: then nothing of the guess is kept. */
export function withAssetType(template: ModelTemplate, assetType: AssetType): ModelTemplate {
  if (template.output.asset_type === assetType) return template;
  return { ...template, capabilities: [], output: { asset_type: assetType } };
}
