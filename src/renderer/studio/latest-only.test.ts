import { expect, it } from 'vitest';
import { latestOnly } from './latest-only.ts';

it('makes two turns of a burst, and the last caller waits for the second', async () => {
  const log: string[] = [];
  let turn = 0;
  const refresh = latestOnly(async () => {
    const mine = (turn += 1);
    log.push(`start ${mine}`);
    await Promise.resolve();
    log.push(`end ${mine}`);
  });
  await Promise.all([refresh(), refresh(), refresh()]);
  expect(log).toEqual(['start 1', 'end 1', 'start 2', 'end 2']);
});

it('starts the second turn even when the first fails, and tells only the first caller', async () => {
  let turn = 0;
  const refresh = latestOnly(async () => {
    turn += 1;
    await Promise.resolve();
    if (turn === 1) throw new Error('lost');
  });
  const results = await Promise.allSettled([refresh(), refresh()]);
  expect(results.map((each) => each.status)).toEqual(['rejected', 'fulfilled']);
});
