import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError } from '../../shared/base/index.ts';
import type { ExampleDocument } from '../../shared/contract/index.ts';
import { listCells, parseMatrixDocument, type MatrixDocument } from '../../shared/matrix/index.ts';
import { buildPlan, type KnownState } from '../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';

/** The shipped documents that a new one can start as. */
export interface Examples {
  /** With what each makes and costs by the templates of now. */
  list(): Promise<ExampleDocument[]>;
  /** The document of an example. Throws NotFoundError. */
  read(id: string): Promise<MatrixDocument>;
}

const ending = '.telar.json';

/** Nothing was made yet: an example is planned as it will be when it is new. */
const nothingKnown: KnownState = { picks: new Map(), files: new Map() };

/** Reads the examples in a folder, `<id>.telar.json` each. */
export function createExamples(folder: string, templates: TemplateCatalog): Examples {
  async function ids(): Promise<string[]> {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith(ending))
      .map((name) => name.slice(0, -ending.length))
      .sort();
  }

  async function readExample(id: string): Promise<MatrixDocument> {
    const file = join(folder, `${id}${ending}`);
    return parseMatrixDocument(await readFile(file, 'utf8'), file);
  }

  return {
    list: async () => Promise.all((await ids()).map(async (id) => describe(id, await readExample(id), templates))),
    async read(id) {
      // Only names that were found are made into paths.
      if ((await ids()).includes(id)) return readExample(id);
      throw new NotFoundError('example', `There is no example “${id}”.`, { hint: 'Choose another one.' });
    },
  };
}

function describe(id: string, matrix: MatrixDocument, templates: TemplateCatalog): ExampleDocument {
  const cells = listCells(matrix);
  const models = [...new Set(cells.map((cell) => cell.model))];
  const plan = buildPlan(matrix, templates, nothingKnown, { scope: { kind: 'all' }, overwrite: 'stale' });
  return {
    id,
    title: matrix.title ?? id,
    units: matrix.units.length,
    layers: matrix.layers.length,
    cells: cells.length,
    assetTypes: [...new Set(matrix.layers.map((layer) => layer.asset_type))],
    models,
    providers: [...new Set(plan.cells.map((cell) => cell.provider))],
    price: plan.totals.price,
  };
}
