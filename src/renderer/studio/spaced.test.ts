import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { spaced } from './spaced.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('works at once after a rest, and once for all that comes during one', async () => {
  const work = vi.fn(() => Promise.resolve());
  const call = spaced(work, 300);
  call();
  expect(work).toHaveBeenCalledTimes(1);
  for (let index = 0; index < 50; index++) call();
  await vi.advanceTimersByTimeAsync(299);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(2);
  call();
  expect(work).toHaveBeenCalledTimes(3);
});

it('rests nine times as long as the work took', async () => {
  const work = vi.fn(() => new Promise<void>((done) => setTimeout(done, 200)));
  const call = spaced(work, 300);
  call();
  call();
  await vi.advanceTimersByTimeAsync(1_999);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
});
