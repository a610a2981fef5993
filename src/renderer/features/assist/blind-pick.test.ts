import { expect, it } from 'vitest';
import { microUsd, type TakeId } from '../../../shared/base/index.ts';
import { blindOrder, costPerLiked, ranked, starsOfPlace } from './blind-pick.ts';

const id = (text: string): TakeId => text as TakeId;
const usd = (amount: number) => microUsd.parse(amount * 1_000_000);

it('gives places in the order of choice, and takes one back', () => {
  const two = ranked(ranked([], id('b')), id('a'));
  expect(two).toEqual(['b', 'a']);
  expect(ranked(two, id('b'))).toEqual(['a']);
});

it('shows pictures in an order that is not that of their making, and always the same', () => {
  const made = ['01A9', '01B3', '01C7', '01D1'].map((takeId) => ({ takeId: id(takeId) }));
  const shown = blindOrder(made).map(({ takeId }) => takeId);
  expect(shown).toEqual(['01D1', '01B3', '01C7', '01A9']);
  expect(blindOrder([...made].reverse()).map(({ takeId }) => takeId)).toEqual(shown);
});

it('counts the first two as liked and shares the whole cost among them', () => {
  expect([0, 1, 2, 3].map(starsOfPlace)).toEqual([5, 4, 3, 2]);
  expect(costPerLiked([0.01, 0.02, 0.04, 0.01].map(usd))).toEqual({ liked: 2, perLiked: 40_000 });
  expect(costPerLiked([])).toBeNull();
});
