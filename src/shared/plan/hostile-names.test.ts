import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenCatalog } from '../../../tests/golden/golden-case.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { TelarError } from '../base/index.ts';
import { parseMatrixDocument } from '../matrix/index.ts';
import { buildPlan } from './build-plan.ts';

const catalog = goldenCatalog();

const piece = fc.oneof(
  fc.constantFrom(
    '..',
    '/',
    '\\',
    '.',
    ':',
    'C:',
    '//srv/share',
    '\\\\srv\\share',
    '~',
    '%2e%2e',
    '\0',
    '\n',
    ' ',
    '$(x)',
  ),
  fc.constantFrom(
    'CON',
    'nul',
    'COM1',
    'lpt9',
    'com¹',
    '\u202e',
    '\ufeff',
    '{{unit.id}}',
    '__proto__',
    '-',
    '_',
    'ñ',
    '.png',
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0', '9', '_', '-'), minLength: 1, maxLength: 70 }),
);
const hostile = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));

/** The path a plan predicts, or null when the document is refused. */
function predictedPath(unit: string, layer: string, format: string): string | null {
  const text = JSON.stringify({
    telar: 1,
    layers: [
      {
        name: layer,
        asset_type: 'image',
        model: 'replicate/black-forest-labs/flux-schnell',
        parameters: { prompt: 'x', output_format: '{{unit.vars.format}}' },
      },
    ],
    units: [{ id: unit, vars: { format } }],
  });
  try {
    const matrix = parseMatrixDocument(text, 'hostile.telar.json');
    const known = { picks: new Map(), files: new Map() };
    const { cells } = buildPlan(matrix, catalog, known, { scope: { kind: 'all' }, overwrite: 'stale' });
    return cells[0]?.path ?? null;
  } catch (error) {
    if (error instanceof TelarError) return null;
    throw error;
  }
}

function expectInside(path: string): void {
  expect(posix.dirname(posix.resolve('/project', path))).toBe('/project/outputs');
  expect(win32.dirname(win32.resolve('D:\\project', path))).toBe('D:\\project\\outputs');
  // No stream of NTFS, no control character, nothing that Windows cuts off or keeps for devices.
  expect(posix.basename(path)).toMatch(/^[A-Za-z0-9_-]+\.[a-z0-9]+$/);
  expect(posix.basename(path)).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i);
}

describe('hostile names', () => {
  it('never lead a predicted path out of the output folder', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (unit, layer, format) => {
        for (const path of [predictedPath(unit, 'l', 'png'), predictedPath('u', layer, format)]) {
          if (path !== null) expectInside(path);
        }
      }),
      { numRuns: soakRuns(1000, 25_000) },
    );
  });

  it('are accepted where they are harmless, so that the check above sees paths', () => {
    expect(predictedPath('a-b_C9', 'Layer_1', 'png')).toBe('outputs/a-b_C9_layer0_image.png');
    expect(predictedPath('u', 'l', '../png')).toBe('outputs/u_layer0_image.webp');
    expect(predictedPath('..', 'l', 'png')).toBeNull();
    expect(predictedPath('NUL', 'l', 'png')).toBeNull();
  });
});
