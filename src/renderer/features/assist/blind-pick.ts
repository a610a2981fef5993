import { sumMicroUsd, type MicroUsd, type TakeId } from '../../../shared/base/index.ts';

/** Fewest and most pictures that are compared at one go. */
export const fewestCompared = 2;
export const mostCompared = 4;

/** Stars of the places, the first one first. */
const starsOfPlaces = [5, 4, 3, 2] as const;
/** From so many stars on a picture counts as liked. */
const likedFrom = 4;

/** Pictures in an order that says nothing of how they were made: ids are drawn, and read from their end no clock is in them. */
export function blindOrder<T extends { takeId: TakeId }>(pictures: readonly T[]): T[] {
  const key = ({ takeId }: T): string => Array.from(takeId).reverse().join('');
  return [...pictures].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The ranking after a picture was chosen: it takes the next place, or loses the one it has. */
export function ranked(ranking: readonly TakeId[], id: TakeId): TakeId[] {
  return ranking.includes(id) ? ranking.filter((each) => each !== id) : [...ranking, id];
}

/** Stars for a place, from 0. */
export function starsOfPlace(place: number): number {
  return starsOfPlaces[place] ?? 1;
}

/** What the liked ones have cost, with all that was spent to find them; null where nothing was liked. */
export function costPerLiked(costs: readonly MicroUsd[]): { liked: number; perLiked: number } | null {
  const liked = costs.filter((_, place) => starsOfPlace(place) >= likedFrom).length;
  return liked === 0 ? null : { liked, perLiked: Math.ceil(sumMicroUsd(costs) / liked) };
}
