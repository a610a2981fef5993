import { describe, expect, it } from 'vitest';
import falSchnell from '../../../../resources/templates/fal/flux-schnell.json' with { type: 'json' };
import kontext from '../../../../resources/templates/replicate/flux-kontext-pro.json' with { type: 'json' };
import pro from '../../../../resources/templates/replicate/flux-1.1-pro.json' with { type: 'json' };
import { advise, analysisOf } from '../../../../tests/assist/parameter-terms.ts';
import type { ContentType } from '../intent.ts';
import { modelTemplate } from '../../template/index.ts';
import { ratioOf } from './choose-shape.ts';

describe('the shape of a name', () => {
  it.each([
    ['16:9', 16 / 9],
    ['9x16', 9 / 16],
    ['portrait_4_3', 3 / 4],
    ['landscape_16_9', 16 / 9],
    ['square_hd', 1],
    ['match_input_image', null],
    ['custom', null],
    ['auto_2K', null],
    ['1:0', null],
  ])('%s is %d', (name, ratio) => {
    if (ratio === null) expect(ratioOf(name)).toBeNull();
    else expect(ratioOf(name)).toBeCloseTo(ratio);
  });
});

describe('models that are told the shape by name', () => {
  const adviceFor = (template: unknown, contentType: ContentType | null, given: { aspectRatio?: string } = {}) =>
    advise(modelTemplate.parse(template), { analysis: analysisOf({ contentType }), given }).params;

  it.each([
    ['portrait', '2:3', 'portrait_4_3'],
    ['landscape', '3:2', 'landscape_4_3'],
    ['product', '1:1', 'square_hd'],
    [null, '1:1', 'landscape_4_3'],
  ] as const)('for “%s” get %s, or %s', (content, ratio, name) => {
    expect(adviceFor(pro, content)).toMatchObject({ aspectRatio: ratio, width: null, height: null });
    expect(adviceFor(falSchnell, content).aspectRatio).toBe(name);
  });

  it('keep the shape of their input picture, and what the user wants', () => {
    expect(adviceFor(kontext, 'portrait').aspectRatio).toBe('match_input_image');
    expect(adviceFor(kontext, 'portrait', { aspectRatio: '16:9' }).aspectRatio).toBe('16:9');
    expect(adviceFor(kontext, 'portrait', { aspectRatio: '7:1' }).aspectRatio).toBe('match_input_image');
  });
});
