import type { JsonValue } from '../../src/shared/base/index.ts';
import { pathAt, type Position, type Story } from './random-story.ts';

/**
 * What a cell's take depends on, worked out by brute force from the story's structure: no parser, no recipe, no graph. Two
 * cells with the same number are made from the same inputs. One model is shared by a story and its edits.
 */
export interface StoryModel {
  identityOf(story: Story, at: Position): number;
  /** What a take of this identity holds: different for each, and nothing that a prompt could say by itself. */
  textOf(identity: number): string;
  widthOf(identity: number): number;
  seedOf(identity: number): string;
}

/** An empty model. */
export function createStoryModel(): StoryModel {
  const identities = new Map<string, number>();

  function identityOf(story: Story, at: Position): number {
    const cell = story.cells[at.unit]?.[at.layer];
    if (cell === undefined) throw new Error('no such cell');
    const prompt = cell.prompt.map((piece): JsonValue => {
      switch (piece.kind) {
        case 'word':
          return piece.text;
        case 'unit-variable':
          return String(story.unitVariables[at.unit]);
        case 'document-variable':
          return story.documentVariable;
        case 'reference':
          // The text of a path is known beforehand; all else depends on what the other cell makes.
          if (piece.property === 'path') return pathAt(story, piece.to);
          return { of: identityOf(story, piece.to), property: piece.property };
      }
    });
    const images = cell.images.map((to) => identityOf(story, to));
    const inputs = JSON.stringify([story.layers[at.layer], joinTexts(prompt), images, cell.steps]);
    const known = identities.get(inputs) ?? identities.size;
    identities.set(inputs, known);
    return known;
  }

  return {
    identityOf,
    textOf: (identity) => `line ${identity} {{unit.id}}`,
    widthOf: (identity) => 1_001 + identity,
    seedOf: (identity) => String(90_001 + identity),
  };
}

/** Pieces of text that end up side by side are one text: "a" + "" + "b" asks for the same picture as "ab". */
function joinTexts(pieces: readonly JsonValue[]): JsonValue[] {
  return pieces.reduce<JsonValue[]>((joined, piece) => {
    if (piece === '') return joined;
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') return [...joined.slice(0, -1), last + piece];
    return [...joined, piece];
  }, []);
}
