import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { freshFolder } from '../../../tests/telar-process.ts';
import { readPromptRoom } from './prompt-room.ts';

it('tells by the words of a model itself what it reads to the end, marks of emphasis not counted', async () => {
  const isRead = await readPromptRoom(resolve(import.meta.dirname, '../../../resources/models/telar-mini'));
  const objects = (count: number): string => Array.from({ length: count }, () => 'house').join(' ');
  // A row of 24 has two marks of its own.
  expect(isRead(objects(22))).toBe(true);
  expect(isRead(objects(23))).toBe(false);
  expect(isRead(`((${objects(20)}:1.2)) [house] house`)).toBe(true);
});

it('a folder without a tokenizer is refused', async () => {
  await expect(readPromptRoom(await freshFolder('no-tokenizer'))).rejects.toMatchObject({ code: 'ModelNotFoundError' });
});
