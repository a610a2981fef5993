import { expect, it, vi } from 'vitest';
import { takeId } from '../../shared/base/index.ts';
import { createTextStore } from './text-store.ts';

const [tale, song, lost] = ['tale', 'song', 'lost'].map((id) => takeId.parse(id)) as [
  ReturnType<typeof takeId.parse>,
  ReturnType<typeof takeId.parse>,
  ReturnType<typeof takeId.parse>,
];

it('reads each text once, says where one goes on, and tries again for one that could not be read', async () => {
  const files = new Map([
    ['/tale', 'Once there was a lighthouse.'],
    ['/song', 'la '.repeat(1_000)],
  ]);
  const asked: string[] = [];
  const store = createTextStore({
    addressOf: (take) => `/${take}`,
    read(address, bytes) {
      asked.push(address);
      return Promise.resolve(files.get(address)?.slice(0, bytes) ?? null);
    },
  });
  store.want([tale, lost]);
  store.want([tale, song]);
  await vi.waitFor(() => expect(store.getState().texts.size).toBe(2));
  expect(store.getState().texts.get(tale)).toBe('Once there was a lighthouse.');
  expect(store.getState().texts.get(song)).toMatch(/^(la )+l…$/);
  store.want([tale, lost]);
  expect(asked).toEqual(['/tale', '/lost', '/song', '/lost']);
});
