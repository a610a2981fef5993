import { expect, it } from 'vitest';
import { newGenerationId } from './generation-id.ts';

it('names sort by time, also within one second', () => {
  const start = Date.UTC(2026, 10, 22, 2, 36, 6, 7);
  const names = Array.from({ length: 200 }, (_, index) => newGenerationId(new Date(start + index * 31)));
  expect(names[0]).toMatch(/^20261122-023606-007[\da-f]{5}$/);
  expect(names.toSorted()).toEqual(names);
});
