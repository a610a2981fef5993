import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptAnalysis, type Concept } from '../analysis.ts';
import { createRules } from './analyze-by-rules.ts';
import type { Lexicon, Meaning } from './lexicon-schema.ts';

const en: Lexicon = {
  language: 'en',
  functionWords: ['a', 'the', 'of', 'with', 'on'],
  negators: ['no', 'without'],
  negationEnds: ['with', 'on'],
  plurals: ['two'],
  concepts: {
    character: {
      girl: ['girl'],
      woman: ['woman', 'women'],
      people: ['people'],
      cat: ['cat'],
      elf: ['elf'],
      archer: ['archer'],
    },
    appearance: { 'long hair': ['long hair'], hair: ['hair'], eye: ['eye'] },
    action: { run: ['run'], sit: ['sit'], 'look at viewer': ['look at viewer'] },
    object: { house: ['house'], box: ['box'], car: ['car'] },
    scene: { city: ['city'], leaf: ['leaf'], sea: ['sea'] },
    colour: { red: ['red'], silver: ['silver'] },
    lighting: { night: ['night'], 'warm light': ['warm light'], evening: ['evening'] },
    composition: { 'close-up': ['close up'], "bird's-eye view": ["bird's eye view"], 'full body': ['full body'] },
    style: { photorealistic: ['photo'], anime: ['anime'] },
    quality: { masterpiece: ['masterpiece'], detailed: ['detailed'], draft: ['draft'] },
  },
};
const es: Lexicon = {
  language: 'es',
  functionWords: ['una', 'de', 'con', 'el'],
  negators: ['sin'],
  negationEnds: ['con'],
  plurals: ['dos'],
  concepts: {
    character: { girl: ['niña'], lion: ['león'], elf: ['elfo'] },
    object: { house: ['casa'], pine: ['pino'] },
    colour: { red: ['rojo'] },
    lighting: { light: ['luz'], night: ['noche', 'de noche'] },
  },
};
const meaning: Meaning = {
  artisticStyle: { style: { photorealistic: ['photorealistic'], anime: ['anime'] } },
  qualityLevel: { masterpiece: ['masterpiece'], high: ['detailed'], draft: ['draft'] },
  subjects: { animals: ['cat', 'lion'], several: ['people'], structures: ['house'], urban: [] },
  places: { city: ['city'], indoors: [] },
  framing: { portrait: ['close-up'], 'full-body': ['full body'] },
  faceDetails: ['eye', 'long hair'],
  wholeBodyActions: ['run', 'sit'],
  upperBodyActions: ['look at viewer'],
};
const analyze = createRules({ lexicons: [en, es], meaning });
const named = ({ category, canonical }: Concept): string => `${category}/${canonical}`;
const concepts = (prompt: string): string[] => analyze(prompt).concepts.map(named);

describe('concepts', () => {
  it.each([
    [
      'in the order of the prompt',
      'a red house, the sea at night',
      ['colour/red', 'object/house', 'scene/sea', 'lighting/night'],
    ],
    ['plurals', 'cities, leaves, boxes, women', ['scene/city', 'scene/leaf', 'object/box', 'character/woman']],
    ['actions in any form', 'running, a girl sits', ['action/run', 'character/girl', 'action/sit']],
    ['the longest phrase', 'looking at viewer', ['action/look at viewer']],
    ['hyphens and underscores', 'close-up, long_hair', ['composition/close-up', 'appearance/long hair']],
    ['a genitive', 'Bird’s-eye view', ["composition/bird's-eye view"]],
    [
      'words in between',
      'long silver hair, warm evening light',
      ['appearance/long hair', 'colour/silver', 'lighting/warm light', 'lighting/evening'],
    ],
    ['no phrase over a comma', 'close, up', []],
    ['no phrase out of brackets', '(long) hair', ['appearance/hair']],
    ['capitals', 'RED HOUSE', ['colour/red', 'object/house']],
    ['nothing in parts of words', 'seared carpet bored', []],
    ['no tag of a LoRA', 'a house <lora:red:1>', ['object/house']],
    [
      'Spanish with its plurals and genders',
      'dos casas rojas de noche',
      ['object/house', 'colour/red', 'lighting/night'],
    ],
    ['Spanish without its accents', 'leon y luces', ['character/lion', 'lighting/light']],
    ['ñ is no n: a "piña" is no pine', 'una piña con el pino', ['object/pine']],
    [
      'words that Spanish borrows',
      'niña de noche, masterpiece',
      ['character/girl', 'lighting/night', 'quality/masterpiece'],
    ],
    ['but none that English borrows', 'the noche with luz', []],
  ] as const)('%s', (_name, prompt, expected) => {
    expect(concepts(prompt)).toEqual(expected);
  });

  it('know their place and weight', () => {
    expect(analyze('a (red:1.3) house').concepts).toEqual([
      { category: 'colour', canonical: 'red', text: 'red', start: 3, end: 6, weight: 1.3 },
      { category: 'object', canonical: 'house', text: 'house', start: 12, end: 17, weight: 1 },
    ]);
  });
});

describe('what is to be left out', () => {
  it.each([
    ['a house without people', ['object/house'], ['character/people']],
    ['no red car, a girl', ['character/girl'], ['colour/red', 'object/car']],
    ['no cars or people', [], ['object/car', 'character/people']],
    ['a house without people on the sea', ['object/house', 'scene/sea'], ['character/people']],
    ['casa sin niñas', ['object/house'], ['character/girl']],
  ] as const)('%s', (prompt, asked, excluded) => {
    const analysis = analyze(prompt);
    expect([analysis.concepts.map(named), analysis.excluded.map(named)]).toEqual([asked, excluded]);
  });
});

describe('intent', () => {
  it.each([
    ['a red house', null],
    ['anime girl', 'anime'],
    ['photo, anime, anime style', 'anime'],
    ['(photo:1.5), anime', 'photorealistic'],
  ] as const)('the style of "%s" is %s', (prompt, style) => {
    expect(analyze(prompt).intent.artisticStyle).toBe(style);
  });

  it.each([
    ['a girl', 'portrait'],
    ['a girl running', 'full-body'],
    ['close-up of a girl sitting', 'portrait'],
    ['full body, a girl with long hair', 'full-body'],
    ['two girls', 'group'],
    ['a girl, a woman', 'group'],
    ['an elf archer', 'portrait'],
    ['people', 'group'],
    ['a cat on the sea', 'animal'],
    ['a house, the sea', 'landscape'],
    ['the city', 'cityscape'],
    ['a red box', 'product'],
    ['red', null],
    ['', null],
  ] as const)('"%s" shows %s', (prompt, content) => {
    expect(analyze(prompt).intent.contentType).toBe(content);
  });

  it.each([
    ['a house', 'standard', 0],
    ['detailed house', 'high', 1],
    ['masterpiece, detailed', 'masterpiece', 1],
    ['draft, detailed', 'high', 0.5],
  ] as const)('the quality of "%s" is %s', (prompt, level, confidence) => {
    const { intent } = analyze(prompt);
    expect([intent.qualityLevel, intent.confidence.qualityLevel]).toEqual([level, confidence]);
  });
});

it('emphasis is told without its brackets, and `[a:b:0.5]` is none', () => {
  expect(
    analyze('((red )) {house} [a:b:0.5] (sea').emphasis.map(({ text, start, end, weight }) => [
      text,
      start,
      end,
      Number(weight.toFixed(3)),
    ]),
  ).toEqual([
    ['red', 2, 5, 1.21],
    ['house', 10, 15, 1.05],
    ['sea', 28, 31, 1.1],
  ]);
  expect(analyze('a (red:1.3) house <lora:neon:1>').plain).toBe('a red house');
});

it('an empty prompt says nothing and is simple', () => {
  expect(analyze('')).toEqual({
    by: 'rules',
    fallback: null,
    prompt: '',
    plain: '',
    concepts: [],
    excluded: [],
    intent: {
      artisticStyle: null,
      contentType: null,
      qualityLevel: 'standard',
      confidence: { artisticStyle: 0, contentType: 0, qualityLevel: 0 },
    },
    complexity: {
      axes: { subjects: 0, detail: 0, relations: 0, setting: 0, variety: 0, length: 0 },
      score: 0,
      category: 'simple',
    },
    emphasis: [],
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    'red',
    'long',
    ' ',
    ',',
    '(',
    ')',
    ':1.2)',
    '[',
    ']',
    '{',
    '\\',
    'hair',
    'Big',
    'house',
    'שלום',
    'مرحبا',
    '👩‍👩‍👧',
    '🌙',
    'é',
    'ñ',
    '\u0301',
    '\ud800',
    '<lora:red:1>',
    'BREAK',
    'no ',
    '\n',
    '家',
    '’s',
  );
  const odd = fc.oneof(fc.string({ unit: pieces, maxLength: 60 }), fc.string({ unit: 'binary' }));

  it('is read: concepts stand where they say, in order, without overlap', () => {
    fc.assert(
      fc.property(odd, (prompt) => {
        const analysis = analyze(prompt);
        expect(promptAnalysis.parse(analysis)).toEqual(analysis);
        const { concepts: asked, excluded } = analysis;
        let end = 0;
        for (const each of [...asked, ...excluded].toSorted((one, other) => one.start - other.start)) {
          expect(each.start).toBeGreaterThanOrEqual(end);
          expect(each.text).toBe(prompt.slice(each.start, each.end));
          expect(each.text).not.toBe('');
          end = each.end;
        }
        expect(analyze(prompt)).toEqual(analysis);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['words', 'red house with long hair, '],
    ['brackets', '(('],
    ['one word', 'a'],
    ['emoji', '👩‍👩‍👧'],
    ['right to left', 'بيت أحمر '],
  ])('of ten thousand characters is read: %s', (_name, piece) => {
    const prompt = piece.repeat(Math.ceil(10_000 / piece.length));
    expect(analyze(prompt).prompt).toBe(prompt);
    expect(analyze(prompt).concepts.length).toBe(piece.startsWith('red') ? 3 * Math.ceil(10_000 / piece.length) : 0);
  });
});
