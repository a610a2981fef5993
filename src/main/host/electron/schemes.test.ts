import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../../shared/contract/index.ts';
import { electronNames } from '../../../shared/link/index.ts';
import { answerApp, answerAssetUrl } from './schemes.ts';
import { toResponse } from './response.ts';

const get = (url: string, headers: Record<string, string> = {}) => ({
  url,
  method: 'GET',
  headers: new Headers(headers),
});

describe('the window’s scheme', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telar-app-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['/index.html', '/index.html#/gallery', '/index.html?x=1', '/'])(
    'serves %s with the policy',
    async (path) => {
      const response = toResponse(await answerApp(folder, get(electronNames.appOrigin + path)));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("img-src 'self' blob: telar-asset:;");
      expect(response.headers.get('content-length')).toBe('15');
      expect(await response.text()).toBe('<!doctype html>');
    },
  );

  it.each([
    'telar-app://studio/../index.html',
    'telar-app://studio/%2e%2e/index.html',
    'telar-app://studio.evil/index.html',
    'telar-app://other/index.html',
    'telar-app://studio/missing.js',
  ])('answers 404 to %s', async (url) => {
    expect((await answerApp(folder, get(url))).status).toBe(404);
  });

  it('takes GET only', async () => {
    const request = { ...get(`${electronNames.appOrigin}/index.html`), method: 'POST' };
    expect((await answerApp(folder, request)).status).toBe(404);
  });
});

describe('the asset scheme', () => {
  const core = {
    openAsset: (id: string, variant: string) =>
      Promise.resolve(id === 'Take_1' ? { mediaType: 'image/png', data: Buffer.from(`${variant}!`) } : null),
  };

  it('serves what assetPath names, and lets the window’s other origin embed it', async () => {
    const response = toResponse(
      await answerAssetUrl(core, get(electronNames.assetBase + assetPath('Take_1', 'thumbnail'))),
    );
    expect(await response.text()).toBe('thumbnail!');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('access-control-allow-origin')).toBe(electronNames.appOrigin);
  });

  it('serves parts', async () => {
    const url = electronNames.assetBase + assetPath('Take_1');
    const response = toResponse(await answerAssetUrl(core, get(url, { range: 'bytes=0-1' })));
    expect([response.status, response.headers.get('content-range'), await response.text()]).toEqual([
      206,
      'bytes 0-1/5',
      'fu',
    ]);
  });

  it.each(['artifacts/other', 'artifacts/../Take_1', 'index.html', '', 'artifacts/Take_1/full'])(
    'answers 404 to %j',
    async (path) => {
      expect((await answerAssetUrl(core, get(electronNames.assetBase + path))).status).toBe(404);
    },
  );
});
