import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerStatic, resolveStaticFile } from './static-files.ts';

const folder = join(tmpdir(), 'telar-window');

describe('resolveStaticFile', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8', false],
    ['/index.html', 'index.html', 'text/html; charset=utf-8', false],
    ['/assets/index-D_x-9.js', 'assets/index-D_x-9.js', 'text/javascript; charset=utf-8', true],
    ['/assets/font-4f.woff2', 'assets/font-4f.woff2', 'font/woff2', true],
  ])('finds %s', (path, file, mediaType, hashed) => {
    expect(resolveStaticFile(folder, path)).toEqual({ file: join(folder, file), mediaType, hashed });
  });

  it.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/%252e%252e/secret.js',
    '/..%2fsecret.js',
    '/..\\secret.js',
    '/assets%5c..%5csecret.js',
    '//etc/passwd.js',
    '/./index.html',
    '/.env.js',
    '/assets/',
    '/assets',
    '/index.html/',
    '/index.html%00.js',
    '/index.html\0.js',
    '/program.exe',
    '/index',
    '',
    'index.html',
    `/${'a'.repeat(400)}.js`,
  ])('refuses %j', (path) => {
    expect(resolveStaticFile(folder, path)).toBeNull();
  });

  it('never leaves the folder', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', 'a', '.js', '.html', '\0', ':', '~', '//');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = resolveStaticFile(folder, `/${pieces.join('')}`);
        return found === null || found.file.startsWith(folder + sep);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('answerStatic', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'telar-static-'));
    await mkdir(join(root, 'assets'));
    await mkdir(join(root, 'folder.js'));
    await writeFile(join(root, 'index.html'), '<!doctype html>');
    await writeFile(join(root, 'assets', 'app-1.js'), 'void 0');
  });
  afterAll(() => rm(root, { recursive: true }));

  it('sends the page with the policy and asks to look again each time', async () => {
    const answer = await answerStatic(root, '/', "'self'");
    expect(answer.status).toBe(200);
    expect(String(Buffer.from(answer.body as Uint8Array))).toBe('<!doctype html>');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('lets hashed files be kept', async () => {
    const { headers } = await answerStatic(root, '/assets/app-1.js', "'self'");
    expect(headers['cache-control']).toContain('immutable');
  });

  it.each(['/assets/app-2.js', '/folder.js', '/index.html/x.js'])('answers 404 to %s', async (path) => {
    expect((await answerStatic(root, path, "'self'")).status).toBe(404);
  });
});
