import { ParameterValidationError } from '../../../shared/base/index.ts';

const modelName = /^([A-Za-z0-9][\w.-]*)\/([A-Za-z0-9][\w.-]*)(?::([0-9a-f]{8,64}))?$/;

export interface ModelId {
  owner: string;
  name: string;
  version: string | null;
}

/** A model id as it may become part of an address. Throws ParameterValidationError for anything but `owner/name[:version]`. */
export function readModelId(id: string): ModelId {
  const [, owner, name, version] = modelName.exec(id) ?? [];
  if (owner === undefined || name === undefined) {
    throw new ParameterValidationError('invalid', `"${id}" is not a Replicate model.`, {
      hint: 'A template names it as owner/name or owner/name:version.',
      values: { parameter: 'endpoint', model: id, reason: 'not owner/name[:version]' },
    });
  }
  return { owner, name, version: version ?? null };
}
