import fc from 'fast-check';
import type { JsonObject } from '../../src/shared/base/index.ts';
import type { MatrixDocument } from '../../src/shared/matrix/index.ts';
import { parseMatrixDocument } from '../../src/shared/matrix/index.ts';

/** A random matrix as a structure, from which both its document and what should happen to it are worked out. */
export interface Story {
  layers: ('image' | 'text')[];
  documentVariable: string;
  unitVariables: (string | number | boolean)[];
  /** By unit, then layer. A cell refers to cells before it only, so there is no cycle. */
  cells: StoryCell[][];
}

export interface StoryCell {
  prompt: Piece[];
  /** Files of a picture cell: cells with pictures. */
  images: Position[];
  steps: number;
}

export interface Position {
  unit: number;
  layer: number;
}

export type Piece =
  | { kind: 'word'; text: string }
  | { kind: 'unit-variable' }
  | { kind: 'document-variable' }
  | { kind: 'reference'; to: Position; property: 'path' | 'text' | 'width' | 'seed' | 'url' };

/** Draws a value of an arbitrary, as `fc.gen()` hands it out. */
export type Draw = fc.GeneratorValue;

const words = ['red', 'a house', '{{', '}}', '{{unit.id}}', '{{layers.0.path}}', 'ñ 猫', ', ', '7'];
const values = [...words, 7, 0.5, true, false, '\\{{', ''];

function pick<T>(draw: Draw, choices: readonly T[]): T {
  const at = draw(fc.nat, { max: choices.length - 1 });
  const chosen = choices[at];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

/** A story of up to five units and four layers. */
export function drawStory(draw: Draw): Story {
  const layers = draw(fc.array, fc.constantFrom('image' as const, 'text' as const), { minLength: 1, maxLength: 4 });
  const units = draw(fc.integer, { min: 1, max: 5 });
  const story: Story = { layers, documentVariable: pick(draw, words), unitVariables: [], cells: [] };
  for (let unit = 0; unit < units; unit++) {
    story.unitVariables.push(pick(draw, values));
    story.cells.push([]);
    layers.forEach((_, layer) => story.cells[unit]?.push(drawCell(draw, story, { unit, layer })));
  }
  return story;
}

/** A cell at a position; what stands before it must exist. */
export function drawCell(draw: Draw, story: Story, at: Position): StoryCell {
  const earlier = positionsBefore(story, at);
  const pictures = earlier.filter((each) => story.layers[each.layer] === 'image');
  const count = draw(fc.integer, { min: 0, max: 3 });
  const prompt: Piece[] = [{ kind: 'word', text: 'x' }];
  for (let each = 0; each < count; each++) prompt.push(drawPiece(draw, story, earlier));
  const isPicture = story.layers[at.layer] === 'image';
  const images = isPicture && pictures.length > 0 ? draw(fc.array, fc.constantFrom(...pictures), { maxLength: 2 }) : [];
  return { prompt, images, steps: isPicture ? draw(fc.integer, { min: 1, max: 3 }) : 1 };
}

function drawPiece(draw: Draw, story: Story, earlier: readonly Position[]): Piece {
  const kind = pick(draw, ['word', 'unit-variable', 'document-variable', 'reference', 'reference'] as const);
  if (kind === 'unit-variable' || kind === 'document-variable') return { kind };
  if (kind === 'word' || earlier.length === 0) return { kind: 'word', text: pick(draw, words) };
  const to = pick(draw, earlier);
  const isPicture = story.layers[to.layer] === 'image';
  const property = pick(draw, isPicture ? (['path', 'width', 'seed', 'url'] as const) : (['path', 'text'] as const));
  return { kind, to, property };
}

function positionsBefore(story: Story, at: Position): Position[] {
  const all = story.cells.flatMap((cells, unit) => cells.map((_, layer) => ({ unit, layer })));
  return all.filter((each) => each.unit < at.unit || (each.unit === at.unit && each.layer < at.layer));
}

/** One random edit: a variable, or everything about one cell. */
export function editStory(draw: Draw, story: Story): Story {
  const edited = structuredClone(story);
  const unit = draw(fc.nat, { max: story.cells.length - 1 });
  const layer = draw(fc.nat, { max: story.layers.length - 1 });
  const what = pick(draw, ['nothing', 'document-variable', 'unit-variable', 'cell', 'cell'] as const);
  if (what === 'document-variable') edited.documentVariable = pick(draw, words);
  else if (what === 'unit-variable') edited.unitVariables[unit] = pick(draw, values);
  else if (what === 'cell') edited.cells[unit]?.splice(layer, 1, drawCell(draw, story, { unit, layer }));
  return edited;
}

/** Conventional path of a cell by SPEC §3, with the extensions of the story's two templates. */
export function pathAt(story: Story, { unit, layer }: Position): string {
  const type = story.layers[layer] ?? 'image';
  return `outputs/u${unit}_layer${layer}_${type}.${type === 'image' ? 'png' : 'txt'}`;
}

/** The document of a story. References are written in all forms that mean the same. */
export function documentOf(story: Story): MatrixDocument {
  const layers = story.layers.map((type, layer) => ({
    name: `l${layer}`,
    asset_type: type,
    model: type === 'image' ? 'local/painter' : 'ollama/writer',
  }));
  const units = story.cells.map((cells, unit) => ({
    id: `u${unit}`,
    vars: { v: story.unitVariables[unit] },
    cells: Object.fromEntries(
      cells.map((cell, layer) => [`l${layer}`, { parameters: sourceOf(story, cell, unit, layer) }]),
    ),
  }));
  const text = JSON.stringify({ telar: 1, vars: { d: story.documentVariable }, layers, units });
  return parseMatrixDocument(text, 'random.telar.json');
}

function sourceOf(story: Story, cell: StoryCell, unit: number, layer: number): JsonObject {
  const prompt = cell.prompt.map((piece) => sourceOfPiece(piece, unit)).join('');
  if (story.layers[layer] === 'text') return { prompt };
  const images = cell.images.map((to) => sourceOfReference(to, 'path', unit));
  return { prompt, images, steps: cell.steps };
}

function sourceOfPiece(piece: Piece, unit: number): string {
  switch (piece.kind) {
    case 'word':
      return piece.text.replaceAll('{{', '\\{{');
    case 'unit-variable':
      return '{{unit.vars.v}}';
    case 'document-variable':
      return '{{ vars.d }}';
    case 'reference':
      return sourceOfReference(piece.to, piece.property, unit);
  }
}

function sourceOfReference(to: Position, property: string, unit: number): string {
  const start = to.unit === unit ? '' : to.unit === unit - 1 ? 'prev_unit.' : `units.u${to.unit}.`;
  const layer = to.layer % 2 === 0 ? String(to.layer) : `l${to.layer}`;
  return `{{${start}layers.${layer}.${property}}}`;
}
