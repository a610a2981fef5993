import { expect, it, vi } from 'vitest';
import { createStatusStore, whenConnected } from './status-store.ts';

it('tells its listeners of changes only, until they leave', () => {
  const status = createStatusStore();
  const heard = vi.fn();
  const leave = status.subscribe(heard);
  status.set('connecting');
  status.set('connected');
  status.set('connected');
  leave();
  status.set('disconnected');
  expect(heard).toHaveBeenCalledOnce();
  expect(status.getSnapshot()).toBe('disconnected');
});

it('waits for the connection', async () => {
  const status = createStatusStore();
  const waiting = whenConnected(status, new AbortController().signal);
  status.set('disconnected');
  status.set('connected');
  await expect(waiting).resolves.toBeUndefined();
});

it('does not wait for what is there', async () => {
  const status = createStatusStore();
  status.set('connected');
  await expect(whenConnected(status, new AbortController().signal)).resolves.toBeUndefined();
});

it.each([true, false])('stops waiting when told to, before or after it began: %s', async (before) => {
  const abort = new AbortController();
  if (before) abort.abort();
  const waiting = whenConnected(createStatusStore(), abort.signal);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
