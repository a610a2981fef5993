import { expect, it } from 'vitest';
import { electronNames } from '../../shared/link/index.ts';
import { createStatusStore } from './status-store.ts';
import { createStudioLink, webSocketUrl } from './studio-link.ts';
import type { Transport } from './transport.ts';

const nowhere: Transport = {
  status: createStatusStore(),
  link: { call: () => Promise.reject(new Error('unused')) },
  close: () => undefined,
};

it.each([
  ['http://127.0.0.1:4321/', 'ws://127.0.0.1:4321/rpc'],
  ['http://localhost:4321/index.html?x=1#/gallery', 'ws://localhost:4321/rpc'],
  ['https://studio.example/', 'wss://studio.example/rpc'],
])('finds the contract of %s', (page, url) => {
  expect(webSocketUrl(page)).toBe(url);
});

it('makes addresses of assets for both hosts', () => {
  const web = createStudioLink('web', nowhere, '/');
  const electron = createStudioLink('electron', nowhere, electronNames.assetBase);
  expect([web.assetUrl('Ab-1'), web.assetUrl('Ab-1', 'thumbnail')]).toEqual([
    '/artifacts/Ab-1',
    '/artifacts/Ab-1/thumbnail',
  ]);
  expect(electron.assetUrl('Ab-1')).toBe('telar-asset://studio/artifacts/Ab-1');
});
