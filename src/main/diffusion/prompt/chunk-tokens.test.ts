import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkTokens } from './chunk-tokens.ts';
import { parsePrompt } from '../../../shared/prompt/index.ts';

const [bos, eos, pad, comma] = [900, 901, 902, 1];
/** One id for each word: its number, 1 for a comma. Rows have room for 8. */
const tokenizer = {
  ...{ maxLength: 10, bos, eos, pad, comma },
  tokenize: (text: string) => (text.match(/\d+|,/g) ?? []).map((word) => (word === ',' ? comma : Number(word))),
};
const rows = (prompt: string, limit = 32): number[][] =>
  chunkTokens(parsePrompt(prompt), tokenizer, limit).chunks.map(({ ids }) => ids);

describe('the rows of a prompt', () => {
  it.each([
    ['an empty one', '', [[bos, eos, pad, pad, pad, pad, pad, pad, pad, pad]]],
    ['a short one', '10 , 11', [[bos, 10, 1, 11, eos, pad, pad, pad, pad, pad]]],
    ['a full one', '10 11 12 13 14 15 16 17', [[bos, 10, 11, 12, 13, 14, 15, 16, 17, eos]]],
    [
      'one too many',
      '10 11 12 13 14 15 16 17 18',
      [
        [bos, 10, 11, 12, 13, 14, 15, 16, 17, eos],
        [bos, 18, eos, pad, pad, pad, pad, pad, pad, pad],
      ],
    ],
    [
      'a comma near the end',
      '10 11 12 13 14 15 , 17 18 19',
      [
        [bos, 10, 11, 12, 13, 14, 15, 1, eos, pad],
        [bos, 17, 18, 19, eos, pad, pad, pad, pad, pad],
      ],
    ],
    [
      'a comma too far from the end',
      '10 11 12 13 14 , 15 16 18',
      [
        [bos, 10, 11, 12, 13, 14, 1, 15, 16, eos],
        [bos, 18, eos, pad, pad, pad, pad, pad, pad, pad],
      ],
    ],
    [
      'BREAK',
      '10 BREAK 11',
      [
        [bos, 10, eos, pad, pad, pad, pad, pad, pad, pad],
        [bos, 11, eos, pad, pad, pad, pad, pad, pad, pad],
      ],
    ],
  ])('%s', (_what, prompt, expected) => {
    expect(rows(prompt)).toEqual(expected);
  });

  it('carry the weight of each token, and 1 for what is no word', () => {
    const [chunk] = chunkTokens(parsePrompt('10 (11 12:1.5) [13]'), tokenizer, 1).chunks;
    expect(chunk?.weights.map((weight) => Number(weight.toFixed(2)))).toEqual([1, 1, 1.5, 1.5, 0.91, 1, 1, 1, 1, 1]);
  });

  it('are cut at the limit, and say by how much', () => {
    const prompt = Array.from({ length: 20 }, (_, i) => i + 10).join(' ');
    const { chunks, droppedTokens } = chunkTokens(parsePrompt(prompt), tokenizer, 2);
    expect([chunks.length, droppedTokens]).toEqual([2, 4]);
  });

  it('hold every token once and in order, in rows of the right length', () => {
    const word = fc.oneof(fc.integer({ min: 10, max: 800 }).map(String), fc.constant(','), fc.constant('BREAK'));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        const made = rows(words.join(' '), 1000);
        expect(made.every(({ length }) => length === tokenizer.maxLength)).toBe(true);
        expect(made.flat().filter((id) => id < bos)).toEqual(
          words.filter((each) => each !== 'BREAK').map((each) => (each === ',' ? comma : Number(each))),
        );
      }),
    );
  });
});
