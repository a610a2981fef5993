import type { AssetType } from '../artifact/index.ts';
import type { JsonValue } from '../base/index.ts';
import type { ModelTemplate } from './schema.ts';

/** What Telar itself reads of a parameter's JSON Schema. */
export interface ParameterSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  format?: string;
  default?: JsonValue;
  enum?: JsonValue[];
  /** What people call the values of `enum`, in their order; without them the values stand for themselves. */
  'x-enum-titles'?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  /** Kind of file that is wanted, such as `image/*`. */
  contentMediaType?: string;
  items?: ParameterSchema;
  /** Place in the form, smallest first; those without come last, as they stand. */
  'x-order'?: number;
  /** Parameters of one group stand together; `advanced` ones are folded away. */
  'x-group'?: string;
}

/** Schemas of the template's parameters by name. */
export function parameterSchemas(template: ModelTemplate): Record<string, ParameterSchema> {
  return (template.parameters.properties ?? {}) as Record<string, ParameterSchema>;
}

/** Whether a parameter takes a file (`format: "uri"`), alone or in a list. */
export function isFileParameter(template: ModelTemplate, name: string): boolean {
  const schema = schemaOf(template, name);
  return schema?.format === 'uri' || schema?.items?.format === 'uri';
}

/** A plan asks for each of its cells. */
const fileParameters = new WeakMap<ModelTemplate, ReadonlySet<string>>();

/** Names of the parameters that take a file. */
export function fileParametersOf(template: ModelTemplate): ReadonlySet<string> {
  let names = fileParameters.get(template);
  if (names === undefined) {
    names = new Set(Object.keys(parameterSchemas(template)).filter((name) => isFileParameter(template, name)));
    fileParameters.set(template, names);
  }
  return names;
}

/** Whether a file parameter may take this kind of asset. No model of ours reads text as a file. */
export function acceptsAsset(template: ModelTemplate, name: string, type: AssetType): boolean {
  const schema = schemaOf(template, name);
  const wanted = schema?.contentMediaType ?? schema?.items?.contentMediaType;
  return wanted === undefined ? type !== 'text' : wanted.startsWith(`${type}/`);
}

/** Pictures that every provider takes; the others would be refused after the upload. */
const usualPictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);

/**
 * Whether a file parameter may take a file whose content is of this media type (as sniffed, never by its name). Without a
 * `contentMediaType` it takes any picture, video or sound. A sound may stand in an MP4 or WebM file, which only its tracks
 * tell from a video.
 */
export function acceptsFile(template: ModelTemplate, name: string, mediaType: string): boolean {
  const schema = schemaOf(template, name);
  const wanted = schema?.contentMediaType ?? schema?.items?.contentMediaType;
  const [kind] = mediaType.split('/');
  if (kind !== 'image' && kind !== 'video' && kind !== 'audio') return false;
  if (wanted === undefined) return true;
  if (wanted === mediaType || wanted === `${kind}/*`) return kind !== 'image' || usualPictures.has(mediaType);
  const mayBeSound = mediaType === 'video/mp4' || mediaType === 'video/webm';
  return mayBeSound && wanted.startsWith('audio/');
}

function schemaOf(template: ModelTemplate, name: string): ParameterSchema | undefined {
  const schemas = parameterSchemas(template);
  return Object.hasOwn(schemas, name) ? schemas[name] : undefined;
}
