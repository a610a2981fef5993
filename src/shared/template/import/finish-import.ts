import type { AssetType } from '../../artifact/index.ts';
import { hashJson, TelarError, TemplateError, type JsonObject } from '../../base/index.ts';
import { isFileParameter } from '../parameter-schema.ts';
import { validateParameters } from '../parameters.ts';
import { modelTemplate, type ModelTemplate } from '../schema.ts';
import { exampleInput } from './example-input.ts';
import { guessCapabilities } from './guess-capabilities.ts';
import type { ImportedOutput } from './guess-output.ts';
import type { AddNote, ImportNote } from './import-note.ts';
import { modelIdOf, type ModelAddress } from './model-address.ts';

/** A template as it would be, before anybody has confirmed it. Its price is `unknown`. */
export interface ImportedModel {
  template: ModelTemplate;
  /** Whether nothing tells what it makes: `template.output.asset_type` is then only a stand-in until the user says. */
  isOutputOpen: boolean;
  /** Parameters of the provider's own example, where they pass the checks. */
  example: JsonObject | null;
  notes: ImportNote[];
}

/** What an importer has read of a model. */
export interface ModelDraft {
  address: ModelAddress;
  title: string;
  description: string;
  /** Version as the provider names it; without one, it is made of what the template says. */
  version: string | null;
  /** Name, description and category: words that tell what it is for. */
  words: string;
  parameters: JsonObject;
  output: ImportedOutput;
  /** Stored example of the provider. */
  example: JsonObject | null;
}

/** Names under which a parameter says in which format the file is written. */
const formatParameters = ['output_format', 'format', 'image_format', 'output_type'];

/** Makes a template of a draft. Throws TemplateError `schema` when the format of templates cannot hold it. */
export function finishImport(draft: ModelDraft, notes: ImportNote[], add: AddNote): ImportedModel {
  const { address, parameters, output } = draft;
  const assetType = output.assetType ?? 'image';
  const parsed = modelTemplate.safeParse({
    telar_template: 1,
    id: modelIdOf(address),
    provider: address.provider,
    endpoint: address.version === null ? address.endpoint : `${address.endpoint}:${address.version}`,
    version: (draft.version ?? hashJson({ parameters, asset_type: assetType })).slice(0, 12),
    title: draft.title.slice(0, 120),
    description: draft.description.slice(0, 2000),
    capabilities: output.assetType === null ? [] : guessCapabilities(parameters, assetType, draft.words),
    output: { asset_type: assetType, ...extensionPart(parameters, assetType, output.extension) },
    parameters,
    cost: { kind: 'unknown' },
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const pointer = `/${(issue?.path ?? []).map(String).join('/')}`;
    const reason = issue?.message ?? 'unknown problem';
    throw new TemplateError('schema', `The template of this model would be wrong at ${pointer}: ${reason}`, {
      hint: 'Write a template by hand.',
      place: { pointer },
      values: { file: modelIdOf(address), pointer, reason },
    });
  }
  const example = draft.example === null ? null : checkedExample(parsed.data, draft.example, add);
  const template = {
    ...parsed.data,
    examples: example === null ? [] : [{ parameters: withoutFiles(parsed.data, example) }],
  };
  return { template, isOutputOpen: output.assetType === null, example, notes };
}

/** The value of a format parameter, where all its choices are extensions; else the extension of the example. */
function extensionPart(parameters: JsonObject, assetType: AssetType, extension: string | null): JsonObject {
  if (assetType === 'text') return {};
  const properties = parameters.properties as Record<string, JsonObject>;
  const parameter = formatParameters.find((name) => Object.hasOwn(properties, name));
  const schema = parameter === undefined ? undefined : properties[parameter];
  const choices = Array.isArray(schema?.enum) ? schema.enum : [];
  const isExtension = (value: unknown): boolean => typeof value === 'string' && /^[a-z0-9]{1,5}$/.test(value);
  if (parameter !== undefined && choices.length > 0 && choices.every(isExtension)) {
    const preset = schema?.default ?? extension ?? choices[0];
    if (typeof preset === 'string') return { extension: { parameter, default: preset } };
  }
  return extension === null ? {} : { extension };
}

/** The example as parameters; null, with a note, when the checks refuse it. */
function checkedExample(template: ModelTemplate, stored: JsonObject, add: AddNote): JsonObject | null {
  const example = exampleInput(template.parameters, stored);
  try {
    validateParameters(template, example, {});
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    add('example-refused', error.place.parameter ?? null, error.message.slice(0, 200));
    return null;
  }
  return example;
}

/** Files of an example lie with the provider; a document names its own. */
function withoutFiles(template: ModelTemplate, example: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(example).filter(([name]) => !isFileParameter(template, name)));
}

/** `flux-1.1-pro` as "Flux 1.1 pro". */
export function readableTitle(name: string): string {
  const words = name.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
