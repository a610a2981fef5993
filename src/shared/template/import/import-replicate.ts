import type { JsonObject, JsonValue } from '../../base/index.ts';
import { finishImport, readableTitle, type ImportedModel } from './finish-import.ts';
import { guessOutput } from './guess-output.ts';
import { createNotes } from './import-note.ts';
import { importParameters } from './import-parameters.ts';
import type { ModelAddress } from './model-address.ts';
import { isJsonObject, resolveSchema, valueAt } from './resolve-schema.ts';

/** A model as Replicate's API answers it (GET /models/{owner}/{name}, and its versions). */
export interface ReplicateSource {
  address: ModelAddress;
  description: string | null;
  /** Id of the version that the schema belongs to. */
  version: string | null;
  /** OpenAPI document of the version: `components.schemas.Input` and `.Output`. */
  openapiSchema: JsonValue;
  example: { input: JsonObject; output: JsonValue } | null;
}

/** A template from a Replicate model. Throws TemplateError `no-schema`, `too-complex` or `schema`. */
export function importReplicate(source: ReplicateSource): ImportedModel {
  const { address, openapiSchema, example } = source;
  const { notes, add } = createNotes();
  const schemas = valueAt(openapiSchema, 'components', 'schemas');
  const input = resolveSchema(openapiSchema, valueAt(schemas, 'Input'), add);
  const output = resolveSchema(openapiSchema, valueAt(schemas, 'Output'), add);
  const words = `${address.endpoint} ${source.description ?? ''}`;
  const parameters = importParameters({ schema: input, order: orderOf(input), filesByName: false }, add);
  if (address.version !== null) add('version-pinned', null, address.version.slice(0, 12));
  const draft = {
    address,
    title: readableTitle(address.endpoint.split('/')[1] ?? address.endpoint),
    description: source.description ?? '',
    version: source.version,
    words,
    parameters,
    output: guessOutput(output, example?.output, words, add),
    example: example?.input ?? null,
  };
  return finishImport(draft, notes, add);
}

/** Names by `x-order`, as Replicate's own form shows them. */
function orderOf(input: JsonObject): string[] {
  const properties = isJsonObject(input.properties) ? Object.entries(input.properties) : [];
  const placed = properties.map(([name, schema]) => {
    const order = isJsonObject(schema) ? schema['x-order'] : undefined;
    return { name, order: typeof order === 'number' ? order : Number.POSITIVE_INFINITY };
  });
  return placed.sort((a, b) => (a.order === b.order ? 0 : a.order - b.order)).map(({ name }) => name);
}
