import { LayerDependencyError, TelarError } from '../base/index.ts';
import { defaultOutputDir, type MatrixCell, type MatrixDocument } from '../matrix/index.ts';
import { outputExtension, type ModelTemplate, type TemplateCatalog } from '../template/index.ts';
import { expandValue, isKept, type ParseText } from './expand.ts';
import { variableValue } from './references.ts';

/** Answers the conventional path of a cell, relative to the document's folder, with forward slashes. */
export type PathOf = (cell: MatrixCell) => string;

/** `{output_dir}/{unit_id}_layer{N}_{asset_type}.{ext}` (SPEC §3). */
export function createPathOf(matrix: MatrixDocument, templates: TemplateCatalog, parse: ParseText): PathOf {
  const folder = matrix.output_dir ?? defaultOutputDir;
  const paths = new Map<MatrixCell, string>();
  return (cell) => {
    const path = paths.get(cell) ?? `${folder}/${fileName(matrix, cell, templates.get(cell.model), parse)}`;
    paths.set(cell, path);
    return path;
  };
}

function fileName(
  matrix: MatrixDocument,
  cell: MatrixCell,
  template: ModelTemplate | undefined,
  parse: ParseText,
): string {
  const extension = template === undefined ? 'bin' : extensionOf(matrix, cell, template, parse);
  return `${cell.unit.id}_layer${cell.layerIndex}_${cell.assetType}.${extension}`;
}

/**
 * Extension by the template's rule. A parameter that decides it may hold variables; what comes from another cell is not
 * known when names are predicted, and is refused when that cell's parameters are resolved.
 */
function extensionOf(matrix: MatrixDocument, cell: MatrixCell, template: ModelTemplate, parse: ParseText): string {
  const name = extensionParameter(template);
  const written = name === null ? undefined : cell.parameters[name];
  if (name === null || typeof written !== 'string' || !written.includes('{{')) {
    return outputExtension(template, cell.parameters);
  }
  try {
    const value = expandValue(written, {}, ({ target }) => variableValue(target, cell, matrix) ?? '', parse);
    return outputExtension(template, isKept(value) ? { [name]: value } : {});
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    // A placeholder that is none: the cell itself is refused for it, and needs a name meanwhile.
    return outputExtension(template, {});
  }
}

/** The parameter that decides the extension of the file; null when it is fixed. */
export function extensionParameter(template: ModelTemplate): string | null {
  const rule = template.output.extension;
  return typeof rule === 'object' ? rule.parameter : null;
}

/** Refuses a file name that would depend on the result of another cell. */
export function checkExtension(template: ModelTemplate, references: readonly { parameter: string }[]): void {
  const name = extensionParameter(template);
  if (name === null || !references.some((each) => each.parameter === name)) return;
  throw new LayerDependencyError('wrong-asset-type', `"${name}" decides the file’s name and cannot come from a cell.`, {
    hint: 'Write the format itself, or take it from a variable.',
    place: { parameter: name },
    values: { assetType: 'a result' },
  });
}

/**
 * A path as it stands inside a text: relative to the document's folder. An output folder that the user gave as an absolute
 * path on this machine is shown by its own name only, because a prompt leaves the machine.
 */
export function pathInText(path: string): string {
  const isAbsolute = /^([\\/]|[A-Za-z]:)/.test(path);
  return isAbsolute ? path.split(/[\\/]/).slice(-2).join('/') : path;
}
