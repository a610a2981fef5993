import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath } from '../../../shared/contract/index.ts';
import type { AssetSource } from '../../core/index.ts';
import { bodyBytes, bodyStream, type Answer } from './answer.ts';
import { parseAssetPath } from './asset-rule.ts';
import { answerAsset, assetHeaders } from './assets.ts';

describe('parseAssetPath', () => {
  it.each([
    [`/${assetPath('abc_-9')}`, { id: 'abc_-9', variant: 'full', preview: false }],
    [`/${assetPath('abc', 'thumbnail')}`, { id: 'abc', variant: 'thumbnail', preview: false }],
    [`/${assetPath('preview-123-4')}`, { id: 'preview-123-4', variant: 'full', preview: true }],
    [`/artifacts/${'a'.repeat(64)}`, { id: 'a'.repeat(64), variant: 'full', preview: false }],
  ])('reads %s', (path, expected) => {
    expect(parseAssetPath(path)).toEqual(expected);
  });

  it.each([
    '/artifacts/',
    '/artifacts/..',
    '/artifacts/../index.html',
    '/artifacts/a.png',
    '/artifacts/a%2e',
    '/artifacts/a/thumbnail/',
    '/artifacts/a/full',
    '/artifacts/a\n',
    `/artifacts/${'a'.repeat(65)}`,
    '/artifact/a',
    'artifacts/a',
  ])('refuses %j', (path) => {
    expect(parseAssetPath(path)).toBeNull();
  });
});

describe('assetHeaders', () => {
  it('lets takes be kept for ever and previews not at all', () => {
    expect(assetHeaders('image/png', false)['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(assetHeaders('image/png', true)['cache-control']).toBe('no-store');
  });

  it.each(['text/html', 'image/svg+xml', 'application/javascript', 'image/png\r\nx: y', 'image/'])(
    'sends %j as a download of no type',
    (mediaType) => {
      expect(assetHeaders(mediaType, false)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it.each(['image/png', 'image/webp', 'video/mp4', 'audio/wav'])('shows %s', (mediaType) => {
    expect(assetHeaders(mediaType, false)).toMatchObject({
      'content-type': mediaType,
      'content-disposition': 'inline',
    });
  });
});

describe('answerAsset', () => {
  let folder: string;
  const sources = new Map<string, AssetSource>();
  const core = { openAsset: (id: string) => Promise.resolve(sources.get(id) ?? null) };
  const get = (path: string, range?: string): Promise<Answer | null> =>
    answerAsset(core, { path, range, embedder: 'same-origin' });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telar-assets-'));
    const file = join(folder, 'take.png');
    await writeFile(file, '0123456789');
    // The index may be wrong about a file that was changed by hand: the file counts.
    sources.set('take', { mediaType: 'image/png', file, bytes: 99 });
    sources.set('gone', { mediaType: 'image/png', file: join(folder, 'gone.png'), bytes: 10 });
    sources.set('preview-1-1', { mediaType: 'image/webp', data: Buffer.from('abcdef') });
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function textOf(answer: Answer | null): Promise<string> {
    return answer === null ? '' : (await buffer(bodyStream(answer.body))).toString();
  }

  it('sends a whole file', async () => {
    const answer = await get('/artifacts/take');
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'accept-ranges': 'bytes' } });
    expect(answer === null ? 0 : bodyBytes(answer.body)).toBe(10);
    expect(await textOf(answer)).toBe('0123456789');
  });

  it.each([
    ['/artifacts/take', 'bytes=2-4', 206, 'bytes 2-4/10', '234'],
    ['/artifacts/take', 'bytes=-1', 206, 'bytes 9-9/10', '9'],
    ['/artifacts/take', 'bytes=20-', 416, 'bytes */10', ''],
    ['/artifacts/preview-1-1', 'bytes=1-', 206, 'bytes 1-5/6', 'bcdef'],
  ])('sends a part of %s: %s', async (path, range, status, contentRange, text) => {
    const answer = await get(path, range);
    expect(answer).toMatchObject({ status, headers: { 'content-range': contentRange } });
    expect(await textOf(answer)).toBe(text);
  });

  it.each(['/artifacts/unknown', '/artifacts/gone'])('answers 404 to %s', async (path) => {
    expect((await get(path))?.status).toBe(404);
  });

  it('leaves other paths to the window', async () => {
    expect(await get('/index.html')).toBeNull();
  });
});
