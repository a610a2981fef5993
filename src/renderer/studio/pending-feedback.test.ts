import { expect, it } from 'vitest';
import type { TakeId } from '../../shared/base/index.ts';
import type { Feedback, Generation } from '../../shared/assist/index.ts';
import { createPendingFeedback } from './pending-feedback.ts';

const id = (text: string): TakeId => text as TakeId;
const pictures = ['a', 'b'].map((takeId) => ({ takeId, rating: 0, said: { quality: 2 } }));
const generation = { pictures } as unknown as Generation;
const shown = (each: Generation): unknown[] => each.pictures.map(({ rating, said }) => [rating, said]);

it('sends what was said of a picture meanwhile as one, and shows it at once', async () => {
  const sent: Feedback[] = [];
  const answers: (() => void)[] = [];
  let refreshes = 0;
  const pending = createPendingFeedback({
    send: (said) => {
      sent.push(said);
      return new Promise((done) => answers.push(() => done(true)));
    },
    refresh: () => {
      refreshes += 1;
      return Promise.resolve();
    },
  });
  const all = [pending.say(id('a'), { rating: 1, comments: 'dark' }), pending.say(id('b'), { rating: 5 })];
  await Promise.resolve();
  all.push(pending.say(id('a'), { rating: 2, quality: null }), pending.say(id('a'), { rating: 3 }));
  expect(shown(pending.asWished(generation))).toEqual([
    [3, { comments: 'dark' }],
    [5, { quality: 2 }],
  ]);
  while (sent.length < 3) {
    answers[sent.length - 1]?.();
    await new Promise((done) => setTimeout(done));
  }
  let isSettled = false;
  const settled = pending.settled().then(() => (isSettled = true));
  await new Promise((done) => setTimeout(done));
  expect(isSettled).toBe(false);
  answers[2]?.();
  await settled;
  expect(await Promise.all(all)).toEqual([true, true, true, true]);
  expect({ sent, refreshes }).toEqual({
    sent: [
      { id: 'a', rating: 1, comments: 'dark' },
      { id: 'b', rating: 5 },
      { id: 'a', rating: 3, quality: null },
    ],
    refreshes: 3,
  });
  expect(shown(pending.asWished(generation))).toEqual(shown(generation));
});

it('shows what is true again when it was refused', async () => {
  const pending = createPendingFeedback({ send: () => Promise.resolve(false), refresh: () => Promise.resolve() });
  expect(await pending.say(id('a'), { rating: 4 })).toBe(false);
  expect(shown(pending.asWished(generation))).toEqual(shown(generation));
});
