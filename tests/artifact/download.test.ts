import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadFile, type Download, type DownloadOptions } from '../../src/main/artifact/index.ts';
import { createGuardedFetch } from '../../src/main/platform/index.ts';
import { CancelledError, TelarError } from '../../src/shared/base/index.ts';
import { plainPng } from '../fakes/replicate/png.ts';
import { closeDoors, openRaw, openTrap, openWeb } from '../fakes/door.ts';
import { soakRuns } from '../soak.ts';
import { freshFolder } from '../telar-process.ts';
import { startFileServer } from './file-server.ts';

let folder = '';
let part = '';
beforeEach(async () => {
  folder = await freshFolder('download');
  part = join(folder, 'result.png.part');
});
afterEach(closeDoors);

const picture = plainPng(64, 64, [10, 20, 30]);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function download(url: string, changes: Partial<DownloadOptions> = {}): Promise<Download> {
  return downloadFile(url, part, {
    fetch: createGuardedFetch({ exemptOrigins: () => [url] }),
    mayFetch: () => true,
    assetType: 'image',
    signal: new AbortController().signal,
    ...changes,
  });
}

/** What a download ends with: `Code/kind: reason`. */
async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof CancelledError) return 'cancelled';
    if (!(error instanceof TelarError)) throw error;
    const { reason = '' } = error.values;
    return `${error.code}/${error.kind}: ${reason}`.replace(/: $/, '');
  }
}

async function rawAddress(answer: string | Buffer): Promise<string> {
  const { port } = await openRaw((socket) => socket.end(answer));
  return `http://127.0.0.1:${port}/x.png`;
}

it('brings a file and its hash, asked for as it is', async () => {
  let asked: unknown;
  const { port } = await openWeb((request, response) => {
    asked = request.headers['accept-encoding'];
    response.end(picture);
  });
  expect(await download(`http://127.0.0.1:${port}/x.png`)).toEqual({
    bytes: picture.length,
    sha256: sha256(picture),
  });
  expect(await readFile(part)).toEqual(picture);
  expect({ asked, left: await readdir(folder) }).toEqual({ asked: 'identity', left: ['result.png.part'] });
});

describe('an answer that is not taken (C5, E6, E8, F8)', () => {
  const head = 'HTTP/1.1 200 OK\r\nconnection: close\r\n';
  it.each([
    ['shorter than it said', `${head}content-length: 9\r\n\r\nabc`, 'incomplete: terminated'],
    ['a chunk short', `${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`, 'incomplete: terminated'],
    ['half a chunk', `${head}transfer-encoding: chunked\r\n\r\n9\r\nabc`, 'incomplete: terminated'],
    ['no chunk but chunked', `${head}transfer-encoding: chunked\r\n\r\nabc`, 'incomplete: terminated'],
    ['of untold length', `${head}\r\nabc`, 'incomplete: the server does not say how long it is'],
    ['empty', `${head}content-length: 0\r\n\r\n`, 'incomplete: it is empty'],
    [
      'packed though it was asked for as it is',
      `${head}content-length: 3\r\ncontent-encoding: gzip\r\n\r\nabc`,
      'incomplete: it came encoded as gzip, which was not asked for',
    ],
    ['with a header of 200 KB', `${head}x: ${'x'.repeat(200_000)}\r\n\r\n`, 'incomplete: fetch failed'],
    [
      'a part nobody asked for',
      `HTTP/1.1 206 OK\r\ncontent-length: 3\r\n\r\nabc`,
      'incomplete: the server answered 206',
    ],
    ['an error', `HTTP/1.1 403 No\r\ncontent-length: 2\r\n\r\nno`, 'incomplete: the server answered 403'],
    ['a page of an error', `${head}content-length: 26\r\n\r\n<!doctype html><p>Sorry</p>`, 'web-page'],
    ['announced as 5 GB', `${head}content-length: ${5 * 1024 ** 3}\r\n\r\nabc`, 'too-large: it is larger than 4 GB'],
  ])('%s', async (_name, answer, failure) => {
    expect(await failureOf(download(await rawAddress(answer)))).toBe(`AssetDownloadError/${failure}`);
  });

  it('a text may be a page', async () => {
    const page = '<!doctype html><p>Hi</p>';
    const url = await rawAddress(`${head}content-length: ${page.length}\r\n\r\n${page}`);
    expect(await download(url, { assetType: 'text' })).toMatchObject({ bytes: page.length });
  });

  it('longer than it said: no byte more than that is kept', async () => {
    const url = await rawAddress(`${head}content-length: 3\r\n\r\nabcdef`);
    expect(await failureOf(download(url))).toBe('none');
    expect(await readFile(part, 'utf8')).toBe('abc');
  });

  it('larger than allowed, which it did not say before', async () => {
    const server = await startFileServer(Buffer.alloc(300_000));
    server.isChunked = true;
    const failure = await failureOf(download(server.url, { limits: { maxBytes: 100_000 } }));
    expect(failure).toMatch(/^AssetDownloadError\/too-large/);
  });
});

describe('time (E7)', () => {
  const limits = { idleMs: 300, totalMs: 900 };

  it('a drip is never idle, but it ends', async () => {
    const { port } = await openRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await failureOf(download(`http://127.0.0.1:${port}/`, { limits }))).toBe(
      'AssetDownloadError/incomplete: it was not finished after 0.015 minutes',
    );
  });

  it('a stall at 99 % is given up, and the next try asks for the rest only', async () => {
    const server = await startFileServer(picture);
    const most = Math.floor(picture.length * 0.99);
    server.cuts = [{ after: most, by: 'stall' }];
    const failure = await failureOf(download(server.url, { limits }));
    expect(failure).toBe('AssetDownloadError/incomplete: nothing arrived for 0.3 seconds');
    expect(await download(server.url)).toEqual({ bytes: picture.length, sha256: sha256(picture) });
    expect(server.ranges).toEqual([null, `bytes=${most}-`]);
  });

  it('a server that never answers is given up', async () => {
    const { port } = await openTrap();
    expect(await failureOf(download(`http://127.0.0.1:${port}/`, { limits }))).toBe(
      'AssetDownloadError/incomplete: nothing arrived for 0.3 seconds',
    );
  });
});

describe('a second try', () => {
  const half = Math.floor(picture.length / 2);
  /** Ranges of a first try that is cut in half and a second one. */
  async function secondTry(
    change: (server: Awaited<ReturnType<typeof startFileServer>>) => unknown,
    etag?: string | null,
  ) {
    const server = await startFileServer(picture);
    if (etag !== undefined) server.etag = etag;
    server.watched = part;
    server.cuts = [{ after: half, by: 'end' }];
    expect(await failureOf(download(server.url))).toBe('AssetDownloadError/incomplete: terminated');
    await change(server);
    const { sha256: found } = await download(server.url);
    expect(found).toBe(sha256(server.content));
    expect(await readdir(folder)).toEqual(['result.png.part']);
    return server.ranges;
  }

  it('goes on, when a strong tag stands for the same bytes', async () => {
    expect(await secondTry(() => null)).toEqual([null, `bytes=${half}-`]);
  });

  it.each([
    ['a weak tag', 'W/"1"'],
    ['no tag', null],
  ])('starts anew with %s', async (_name, etag) => {
    expect(await secondTry(() => null, etag)).toEqual([null, null]);
  });

  it('starts anew where the server has other content by now', async () => {
    const ranges = await secondTry((server) => {
      server.content = plainPng(32, 32, [1, 2, 3]);
      server.etag = '"other"';
    });
    expect(ranges).toEqual([null, `bytes=${half}-`]);
  });

  it.each([
    ['the part is damaged', () => writeFile(part, Buffer.alloc(half))],
    ['the part is shorter than noted', () => writeFile(part, picture.subarray(0, 10))],
    ['the note is torn', () => writeFile(`${part}.mark`, '{"etag":"')],
    ['the note is of another kind', () => writeFile(`${part}.mark`, '{"etag":1}')],
  ])('starts anew when %s', async (_name, damage) => {
    expect(await secondTry(damage)).toEqual([null, null]);
  });

  it('takes no more than was noted: bytes after that may never have reached the disk', async () => {
    const ranges = await secondTry(() => writeFile(part, Buffer.concat([picture.subarray(0, half), Buffer.alloc(99)])));
    expect(ranges).toEqual([null, `bytes=${half}-`]);
  });

  it.each([
    ['416', 'HTTP/1.1 416 No\r\ncontent-length: 0\r\n\r\n', 'the server answered 416'],
    [
      'another part than that',
      'HTTP/1.1 206 OK\r\ncontent-length: 1\r\ncontent-range: bytes 0-0/9\r\n\r\nx',
      'the server sent another part than the one that was asked for',
    ],
  ])('that is answered with %s is followed by one from the start', async (_name, answer, reason) => {
    const server = await startFileServer(picture);
    server.watched = part;
    server.cuts = [{ after: half, by: 'end' }];
    expect(await failureOf(download(server.url))).toBe('AssetDownloadError/incomplete: terminated');
    const failure = await failureOf(download(await rawAddress(answer)));
    expect(failure).toBe(`AssetDownloadError/incomplete: ${reason}`);
    await download(server.url);
    expect(server.ranges).toEqual([null, null]);
  });

  it('goes on after a cancelled one', async () => {
    const server = await startFileServer(picture);
    server.cuts = [{ after: half, by: 'stall' }];
    const abort = new AbortController();
    const first = failureOf(download(server.url, { signal: abort.signal }));
    while (!existsSync(part) || (await readFile(part)).length < half) await sleep(1);
    abort.abort();
    expect(await first).toBe('cancelled');
    await download(server.url);
    expect(server.ranges).toEqual([null, `bytes=${half}-`]);
  });
});

describe('a disk without room', () => {
  it('is told before anything is written', async () => {
    const server = await startFileServer(picture);
    // 16 MiB are left for the rest of the program.
    const enough = 16 * 1024 ** 2 + picture.length;
    const full = await failureOf(download(server.url, { freeBytes: async () => enough - 1 }));
    expect(full).toMatch(/^OutputFolderError\/disk-full: no space left on device/);
    expect(await readdir(folder)).toEqual([]);
    expect(await failureOf(download(server.url, { freeBytes: async () => enough }))).toBe('none');
  });
});

it('never goes where a redirect leads to a private place', async () => {
  const trap = await openTrap();
  const location = `https://127.0.0.1:${trap.port}/`;
  const { port } = await openWeb((_request, response) => void response.writeHead(302, { location }).end());
  const failure = await failureOf(download(`http://127.0.0.1:${port}/`));
  expect(failure).toBe(`AssetDownloadError/not-allowed: port ${trap.port}`);
  expect(trap.connects).toBe(0);
});

it('a cut download is never accepted, wherever it is cut, and the tries together bring every byte (R9)', async () => {
  const server = await startFileServer(picture);
  let accepted = 0;
  let cuts = 0;
  const cut = fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), by: fc.constantFrom('end', 'reset') });
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 100_000 }),
      fc.boolean(),
      fc.constantFrom('"strong"', 'W/"weak"', null),
      fc.array(cut, { minLength: 1, maxLength: 4 }),
      async (bytes, isChunked, etag, wanted) => {
        Object.assign(server, { content: Buffer.from(bytes), isChunked, etag });
        for (const { share, by } of wanted) {
          // Short of the end by a byte at least; how many bytes this try is about is known to the server only.
          const have = server.etag === '"strong"' && existsSync(part) ? (await readFile(part)).length : 0;
          server.cuts = [{ after: Math.floor(share * (bytes.length - have - 1)), by }];
          cuts += 1;
          if ((await failureOf(download(server.url, { assetType: 'text' }))) === 'none') accepted += 1;
        }
        expect(accepted).toBe(0);
        await download(server.url, { assetType: 'text' });
        expect(await readFile(part)).toEqual(server.content);
        await writeFile(part, '');
      },
    ),
    { numRuns: soakRuns(40, 500) },
  );
  console.log(`${cuts} cut downloads, ${accepted} accepted`);
});
