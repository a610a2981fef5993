/**
 * Time to plan a matrix of 10,000 cells (one unit short: it has three layers), against parsing its text with JSON.parse in the same run.
 * Prints one JSON line: node bench/plan.ts
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseMatrixDocument } from '../src/shared/matrix/index.ts';
import { buildPlan } from '../src/shared/plan/index.ts';
import { modelTemplate } from '../src/shared/template/index.ts';

const units = 3_333;
const rounds = 11;
const root = resolve(import.meta.dirname, '..');

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function readTemplate(name: string): Promise<ReturnType<typeof modelTemplate.parse>> {
  const file = join(root, 'resources/templates/local', `${name}.json`);
  return modelTemplate.parse(JSON.parse(await readFile(file, 'utf8')));
}

const templates = [await readTemplate('telar-mini'), await readTemplate('image-frame')];
const catalog = new Map(templates.map((template) => [template.id, template]));
const sample = await readFile(join(root, 'resources/examples/four-lights.telar.json'), 'utf8');
const story = parseMatrixDocument(sample, 'sample');
const [unit] = story.units;
const many = Array.from({ length: units }, (_, index) => ({ ...unit, id: `u${index}` }));
const text = JSON.stringify({ ...story, units: many });
const matrix = parseMatrixDocument(text, 'bench');
const known = { picks: new Map(), files: new Map() };

const planning: number[] = [];
const parsing: number[] = [];
let cells = 0;
for (let round = 0; round < rounds; round++) {
  const start = performance.now();
  cells = buildPlan(matrix, catalog, known, { scope: { kind: 'all' }, overwrite: 'stale' }).cells.length;
  const middle = performance.now();
  JSON.parse(text);
  parsing.push(performance.now() - middle);
  planning.push(middle - start);
}
console.log(
  JSON.stringify({
    bench: 'plan',
    cells,
    planMs: Math.round(median(planning)),
    baselineJsonParseMs: Number(median(parsing).toFixed(1)),
    ratio: Math.round(median(planning) / median(parsing)),
  }),
);
