import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, it, vi } from 'vitest';
import { confineContents, isStudioPage } from './navigation.ts';

it.each([
  ['telar-app://studio/index.html', true],
  ['telar-app://studio/index.html#/gallery', true],
  ['telar-app://studio/index.html?x', false],
  ['telar-app://studio/index.html.evil', false],
  ['telar-app://studio.evil/index.html', false],
  ['telar-app://studio@evil/index.html', false],
  ['telar-asset://studio/artifacts/a', false],
  ['https://example.com/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['about:blank', false],
])('%s stays on the studio’s page: %s', (url, expected) => {
  expect(isStudioPage(url)).toBe(expected);
});

it('denies navigation, redirects, new windows and guest pages', () => {
  let openHandler: (() => unknown) | undefined;
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: () => unknown) => (openHandler = handler),
  });
  confineContents(contents as unknown as WebContents);
  const prevented = (name: string, event: object): boolean => {
    const preventDefault = vi.fn();
    contents.emit(name, { ...event, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  const [here, away] = ['telar-app://studio/index.html', 'https://example.com/'];
  expect(prevented('will-navigate', { url: away })).toBe(true);
  expect(prevented('will-navigate', { url: here })).toBe(false);
  expect(prevented('will-frame-navigate', { url: here, isMainFrame: true })).toBe(false);
  expect(prevented('will-frame-navigate', { url: here, isMainFrame: false })).toBe(true);
  expect(prevented('will-redirect', { url: here })).toBe(true);
  expect(prevented('will-attach-webview', {})).toBe(true);
  expect(openHandler?.()).toEqual({ action: 'deny' });
});
