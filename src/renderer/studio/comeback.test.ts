import { expect, it } from 'vitest';
import { createStatusStore } from '../link/index.ts';
import { createComeback } from './comeback.ts';

/** Whether a promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open');
  await new Promise(setImmediate);
  return (await Promise.race([promise, Promise.resolve(open)])) !== open;
}

it('waits between a reconnection and the reading of the documents, and at no other time', async () => {
  const status = createStatusStore();
  const comeback = createComeback(status);
  status.set('connected');
  expect(await isSettled(comeback.awaited())).toBe(true);

  status.set('disconnected');
  expect(await isSettled(comeback.awaited())).toBe(true);
  const present = comeback.present();
  expect(await isSettled(present)).toBe(false);
  status.set('connected');
  const cutShort = comeback.awaited();
  expect(await isSettled(cutShort)).toBe(false);
  status.set('disconnected');
  expect(await isSettled(cutShort)).toBe(true);

  status.set('connected');
  const whole = comeback.awaited();
  expect(await isSettled(whole)).toBe(false);
  expect(await isSettled(present)).toBe(false);
  comeback.isComplete();
  expect(await isSettled(whole)).toBe(true);
  expect(await isSettled(present)).toBe(true);
  expect(await isSettled(comeback.present())).toBe(true);
  expect(await isSettled(comeback.awaited())).toBe(true);
});
