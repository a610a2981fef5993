import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { jsonObject, type JsonObject, type JsonValue } from '../../../shared/base/index.ts';
import type { Redactor } from '../../platform/index.ts';
import type { InferenceStart } from './inference-history.ts';

/** Parameters as the history keeps them: without secrets, files as `{name, bytes, sha256}`. */
export function describeParameters(
  { parameters, files }: Pick<InferenceStart, 'parameters' | 'files'>,
  redactor: Redactor,
): JsonObject {
  const described = new Map<string, JsonValue>(Object.entries(parameters));
  for (const [name, located] of files) {
    const each = located.map(describeFile);
    described.set(name, Array.isArray(parameters[name]) ? each : (each[0] ?? null));
  }
  return jsonObject.parse(redactor.value(Object.fromEntries(described)));
}

function describeFile({ path, sha256 }: { path: string; sha256: string }): JsonValue {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? null;
  return { name: basename(path), bytes, sha256 };
}
