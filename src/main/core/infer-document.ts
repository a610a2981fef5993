import { dirname, isAbsolute, resolve } from 'node:path';
import { ModelNotFoundError, type JsonObject, type JsonValue } from '../../shared/base/index.ts';
import { literal, parseMatrixDocument, type MatrixDocument } from '../../shared/matrix/index.ts';
import { isAddress } from '../../shared/plan/index.ts';
import {
  fileParametersOf,
  nearestName,
  type ModelTemplate,
  type TemplateCatalog,
} from '../../shared/template/index.ts';
import type { TemplateSource } from '../template/index.ts';

/** A document of one cell, and the folders of the files that its caller has named. */
export interface InferenceDocument {
  text: string;
  matrix: MatrixDocument;
  allowedFolders: string[];
}

export interface ModelShelf {
  templates: TemplateCatalog;
  /** Why a model that is there cannot be used. */
  refusalOf: TemplateSource['refusalOf'];
  /** Model that `ollama` alone stands for. */
  ollamaModel: string | null;
}

/** Looks a model up. Throws ModelNotFoundError, and what is wrong with a model that is there and cannot be used. */
export function templateFor(model: string, { templates, refusalOf, ollamaModel }: ModelShelf): ModelTemplate {
  const id = model === 'ollama' && ollamaModel !== null ? `ollama/${ollamaModel}` : model;
  const found = templates.get(id);
  if (found !== undefined) return found;
  const refusal = refusalOf(id);
  if (refusal !== null) throw refusal;
  const nearest = nearestName(id, [...templates.keys()]);
  const hint =
    model === 'ollama'
      ? 'Name it, as in ollama/llama3.2, or set OLLAMA_MODEL.'
      : nearest === null
        ? 'Choose an installed model.'
        : `Did you mean "${nearest}"?`;
  throw new ModelNotFoundError('unknown-model', `There is no template for the model "${model}".`, {
    hint,
    values: { model },
  });
}

/**
 * The document of one inference outside any other. Files are seen from `baseDir` and may lie anywhere: the caller has named
 * them. Braces in texts are plain text here. Throws MatrixFormatError for values that no document can hold.
 */
export function inferenceDocument(template: ModelTemplate, params: JsonObject, baseDir: string): InferenceDocument {
  const fileNames = fileParametersOf(template);
  const located = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, fileNames.has(name) ? locate(value, baseDir) : value]),
  );
  const parameters = Object.fromEntries(Object.entries(located).map(([name, value]) => [name, literal(value)]));
  const text = JSON.stringify(
    {
      telar: 1,
      title: template.title,
      layers: [{ name: 'result', asset_type: template.output.asset_type, model: template.id, parameters }],
      units: [{ id: 'inference' }],
    },
    null,
    2,
  );
  const matrix = parseMatrixDocument(text, 'the parameters');
  return { text: `${text}\n`, matrix, allowedFolders: foldersOfFiles(template, located) };
}

/** Folders of the files that parameters with absolute paths name. */
export function foldersOfFiles(template: ModelTemplate, parameters: JsonObject): string[] {
  const values = [...fileParametersOf(template)].flatMap((name) => parameters[name] ?? []);
  const files = values.flatMap((value) => (typeof value === 'string' && isAbsolute(value) ? [value] : []));
  return [...new Set(files.map((file) => dirname(file)))];
}

/** Files as absolute paths; addresses are left to the plan, which refuses them. */
function locate(value: JsonValue, baseDir: string): JsonValue {
  if (Array.isArray(value)) return value.map((each) => locate(each, baseDir));
  return typeof value !== 'string' || value === '' || isAddress(value) ? value : resolve(baseDir, value);
}
