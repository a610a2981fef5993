import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModelFolder } from './model-folder.ts';
import { createTokenizer, type PromptTokenizer } from './tokenizer.ts';

let tokenizer: PromptTokenizer;
beforeAll(async () => {
  const folder = await readModelFolder(resolve(import.meta.dirname, '../../../resources/models/telar-mini'));
  tokenizer = createTokenizer(folder.tokenizer);
});

const end = 739;

describe('the tokenizer of telar-mini', () => {
  it('gives the ids the model was trained with', () => {
    const ids = tokenizer.encode('A red House on the left, the sea at night, with a moon');
    expect(ids).toHaveLength(24);
    expect(ids.slice(1, 16)).toEqual([320, 641, 557, 514, 610, 695, 267, 610, 625, 522, 548, 267, 574, 320, 681]);
    expect(ids.slice(16)).toEqual(Array(8).fill(end));
  });

  it('splits words it does not know into pieces of bytes', () => {
    expect(tokenizer.encode('zebra !! 42').slice(1, 10)).toEqual([89, 68, 65, 81, 320, 0, 256, 275, 273]);
  });

  it('cuts long prompts and takes an empty one', () => {
    const long = tokenizer.encode('red '.repeat(100));
    expect([long.length, long.at(-1), long.at(-2)]).toEqual([24, end, 641]);
    expect(tokenizer.encode('').slice(1)).toEqual(Array(23).fill(end));
  });
});
