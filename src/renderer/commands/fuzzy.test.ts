import { describe, expect, it } from 'vitest';
import { fuzzyScore } from './fuzzy.ts';

const labels = [
  'Run what is out of date',
  'Go to the gallery',
  'Redo',
  'Documento nuevo…',
  'Ir a la galería',
  'Pegar celdas',
];

function best(query: string): string[] {
  return labels
    .flatMap((label) => {
      const score = fuzzyScore(query, label);
      return score === null ? [] : [{ label, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ label }) => label);
}

describe('fuzzyScore', () => {
  it.each([
    ['re', ['Redo']],
    ['gallery', ['Go to the gallery']],
    ['galeria', ['Ir a la galería']],
    ['gttg', ['Go to the gallery']],
    ['nuevo doc', ['Documento nuevo…']],
    ['pgr', ['Pegar celdas']],
    ['xyz', []],
  ])('%s finds %j', (query, expected) => {
    expect(best(query)).toEqual(expected);
  });

  it('prefers the beginning, then words, then the shorter text', () => {
    expect(fuzzyScore('go', 'Go on')).toBeGreaterThan(fuzzyScore('go', 'Let it go') ?? 0);
    expect(fuzzyScore('go', 'Let it go')).toBeGreaterThan(fuzzyScore('go', 'Cargo ship') ?? 0);
    expect(fuzzyScore('go', 'Go')).toBeGreaterThan(fuzzyScore('go', 'Go to the gallery') ?? 0);
  });
});
