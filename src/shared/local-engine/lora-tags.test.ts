import { describe, expect, it } from 'vitest';
import { loraTagNotes, lorasInPrompt, withoutLoraTags } from './lora-tags.ts';

describe('a LoRA tag', () => {
  it.each([
    ['a house <lora:neon:0.8>, night', [{ id: 'neon', weight: 0.8 }], 'a house , night'],
    ['<lora:neon><lora:glow:-1>', [{ id: 'neon', weight: 1 }, { id: 'glow', weight: -1 }], ''], // prettier-ignore
    ['<lora: neon :>', [{ id: 'neon', weight: 1 }], ''],
    ['<lora:neon:strong>', [{ id: 'neon', weight: 1 }], ''],
    ['<lora:neon:9>', [{ id: 'neon', weight: 4 }], ''],
    [String.raw`\<lora:neon:1>`, [], String.raw`\<lora:neon:1>`],
    ['<lora:neon', [], '<lora:neon'],
  ])('%s', (prompt, loras, text) => {
    expect({ loras: lorasInPrompt(prompt), text: withoutLoraTags(prompt) }).toEqual({ loras, text });
  });
});

describe('what is not done as a tag says', () => {
  it.each([
    ['<lora:neon:0.8>', '', []],
    [String.raw`\<lora:neon`, String.raw`\<lora:neon>`, []],
    ['<lora:neon:strong>', '', ['The weight of <lora:neon:strong> is no number: 1 was taken.']],
    ['<lora:neon:9>', '', ['The weight of <lora:neon:9> is beyond 4, the most there is.']],
    ...['<lora:neon:0.8:0.5>', '<LoRA:neon:1>', '<lora neon>', '<lora:neon, a house'].map(
      (text) =>
        [text, '', [`"${text}" is no LoRA tag and was read as words: write <lora:name:0.8>.`]] as [
          string,
          string,
          string[],
        ],
    ),
    [
      'a house',
      'mist <lora:neon:1>',
      ['<lora:neon:1> was passed over: a LoRA changes the whole model, so it has no place in the negative prompt.'],
    ],
  ] satisfies [string, string, string[]][])('is told: %s, negative %j', (prompt, negativePrompt, notes) => {
    expect(loraTagNotes({ prompt, negativePrompt })).toEqual(notes);
  });
});
