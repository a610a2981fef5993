import { readFileSync } from 'node:fs';
import { UsageError, type JsonObject, type JsonValue } from '../../../shared/base/index.ts';
import {
  isFileParameter,
  parameterSchemas,
  type ModelTemplate,
  type ParameterSchema,
} from '../../../shared/template/index.ts';

/** Most bytes of a text that `key=@file` reads. */
const maxTextBytes = 4 * 1024 * 1024;

/**
 * Reads `key=value …` as the template describes the parameters: numbers, booleans, lists and objects (as JSON), texts as
 * they are. `key=@file` is a file, or the text in it; `key=@@…` a text that begins with @. A key that takes a list may be
 * given several times. What is not the wanted type stays text: the check of the parameters says what is wrong with it.
 * Throws UsageError.
 */
export function parseInferArguments(args: readonly string[], template: ModelTemplate): JsonObject {
  const schemas = parameterSchemas(template);
  // Without a prototype: a name such as __proto__ is a parameter like any other, and refused as unknown.
  const values = Object.create(null) as JsonObject;
  for (const arg of args) {
    const equals = arg.indexOf('=');
    if (equals < 1) throw usage(`"${arg}" is no parameter`, 'Write parameters as key=value.');
    const name = arg.slice(0, equals);
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    const value = valueOf(arg.slice(equals + 1), schema, { name, isFile: isFileParameter(template, name) });
    const before = Object.hasOwn(values, name) ? values[name] : undefined;
    if (before === undefined) values[name] = value;
    else if (Array.isArray(before) && Array.isArray(value)) values[name] = [...before, ...value];
    else throw usage(`"${name}" was given twice`, 'It takes one value.');
  }
  return values;
}

interface Parameter {
  name: string;
  isFile: boolean;
}

function valueOf(text: string, schema: ParameterSchema | undefined, parameter: Parameter): JsonValue {
  if (schema?.type === 'array') return listOf(text, schema, parameter);
  if (text.startsWith('@') && !text.startsWith('@@')) {
    const file = text.slice(1);
    return parameter.isFile ? file : typed(readText(file, parameter.name), schema);
  }
  const plain = text.startsWith('@@') ? text.slice(1) : text;
  return parameter.isFile ? plain : typed(plain, schema);
}

/** A list as JSON, or one element of it. */
function listOf(text: string, schema: ParameterSchema, parameter: Parameter): JsonValue[] {
  const whole = text.startsWith('[') ? parseJson(text) : undefined;
  return Array.isArray(whole) ? whole : [valueOf(text, schema.items ?? {}, parameter)];
}

function typed(text: string, schema: ParameterSchema | undefined): JsonValue {
  switch (schema?.type) {
    case 'integer':
    case 'number': {
      const number = Number(text);
      // Digits that a number cannot hold stay as they are written: seeds go up to 2^64.
      const isExact =
        text.trim() !== '' && Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
      return isExact ? number : text;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'object':
      return parseJson(text) ?? text;
    case undefined:
      // Of a parameter with several types an object can be told by its braces.
      return /^\s*[{[]/.test(text) ? (parseJson(text) ?? text) : text;
    default:
      return text;
  }
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // No JSON: it is judged as text.
    return undefined;
  }
}

function readText(file: string, name: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > maxTextBytes) throw new Error(`it has more than ${maxTextBytes} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError('invalid', `The text for "${name}" cannot be read from ${file}: ${reason}`, {
      hint: 'Name a file that is UTF-8 text; for a text that begins with @ write @@.',
      place: { file, parameter: name },
      cause: error,
    });
  }
}

function usage(what: string, hint: string): Error {
  return new UsageError('invalid', `The parameters are not usable: ${what}.`, { hint });
}
