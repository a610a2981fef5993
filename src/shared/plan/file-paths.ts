import { TelarError } from '../base/index.ts';
import type { MatrixCell, MatrixDocument } from '../matrix/index.ts';
import { fileParametersOf, type TemplateCatalog } from '../template/index.ts';
import { createPathOf } from './conventional-path.ts';
import { createTextParser } from './expand.ts';
import { isAddress } from './file-rules.ts';
import { indexCells } from './references.ts';
import { resolveParameters } from './resolve-parameters.ts';

/**
 * Files of its own that a document names, variables filled in, as KnownState.files wants them. A host looks up which of
 * them may be read, and their hashes. Addresses such as `data:` are left out: no file has such a name.
 */
export function listFilePaths(matrix: MatrixDocument, templates: TemplateCatalog): Set<string> {
  const parse = createTextParser();
  const cells = indexCells(matrix);
  const context = { matrix, cells, parse, pathOf: createPathOf(matrix, templates, parse), strict: false };

  function pathsOf(cell: MatrixCell): string[] {
    const template = templates.get(cell.model);
    if (template === undefined) return [];
    const names = fileParametersOf(template);
    const parameters = Object.fromEntries(Object.entries(cell.parameters).filter(([name]) => names.has(name)));
    try {
      const { inputs } = resolveParameters({ ...cell, parameters }, names, context);
      return inputs.flatMap((input) => (input.kind === 'file' && !isAddress(input.path) ? [input.path] : []));
    } catch (error) {
      // The plan refuses such a cell and says why.
      if (error instanceof TelarError) return [];
      throw error;
    }
  }

  return new Set(cells.cells.flatMap(pathsOf));
}
