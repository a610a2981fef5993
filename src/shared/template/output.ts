import { defaultExtension } from '../artifact/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { ModelTemplate } from './schema.ts';

/** Names of formats that are not the usual extension of their files. */
const usualExtension: Record<string, string> = { jpeg: 'jpg', tiff: 'tif', mpeg: 'mpg' };

/** Extension of the file a template makes with these parameters (SPEC §3). */
export function outputExtension(template: ModelTemplate, parameters: JsonObject): string {
  const rule = template.output.extension;
  if (rule === undefined) return defaultExtension[template.output.asset_type];
  if (typeof rule === 'string') return rule;
  const chosen = parameters[rule.parameter];
  const extension = typeof chosen === 'string' && /^[a-z0-9]{1,5}$/.test(chosen) ? chosen : rule.default;
  return usualExtension[extension] ?? extension;
}
