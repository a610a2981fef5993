import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { closeDoors, openWeb } from '../fakes/door.ts';
import { freshFolder } from '../telar-process.ts';

afterEach(closeDoors);

const child = join(import.meta.dirname, 'memory-child.ts');
const megabyte = randomBytes(1024 ** 2);
const megabytes = 300;
/** What lies about until the next collection of garbage, whatever the size of the body. */
const mostMiB = 160;

/** How the work ended, and by how many MiB the memory of its process grew. */
async function measure(...args: string[]): Promise<{ outcome: unknown; grownMiB: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, ...args]);
  return JSON.parse(stdout) as { outcome: unknown; grownMiB: number };
}

async function bomb(megabytes: number): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const packed: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => packed.push(chunk));
  const zeros = Buffer.alloc(1024 ** 2);
  await pipeline(Array<Buffer>(megabytes).fill(zeros), gzip);
  return Buffer.concat(packed);
}

it('194 KB that unpack to 200 MB are refused at 5 MB (E8)', async () => {
  const packed = await bomb(200);
  const head = { 'content-type': 'application/json', 'content-encoding': 'gzip', 'content-length': packed.length };
  const { port } = await openWeb((_request, response) => void response.writeHead(200, head).end(packed));
  const { outcome, grownMiB } = await measure('bomb', `http://127.0.0.1:${port}`);
  expect({ outcome, packedKb: Math.floor(packed.length / 1000) }).toEqual({
    outcome: 'ProviderError/network: the answer is larger than 5 MB',
    packedKb: 201,
  });
  console.log(`bomb: ${grownMiB} MiB more memory`);
  expect(grownMiB).toBeLessThan(80);
});

it('an upload of 300 MB is read while it is sent, and its length is told', async () => {
  const file = join(await freshFolder('upload'), 'film.mp4');
  const size = megabytes * megabyte.length;
  const hash = createHash('sha256');
  const handle = await open(file, 'w');
  for (let count = 0; count < megabytes; count++) {
    await handle.writeFile(megabyte);
    hash.update(megabyte);
  }
  await handle.close();
  let seen = { bytes: 0, announced: 0, hasFile: false };
  const { port } = await openWeb((request, response) => {
    const arrived = createHash('sha256');
    let head = Buffer.alloc(0);
    let bytes = 0;
    let left = size;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      // The file is the first part of the form: it begins after the head of that part.
      let content = chunk;
      if (left === size) {
        head = Buffer.concat([head, chunk]);
        const start = head.indexOf('\r\n\r\n');
        if (start < 0) return;
        content = head.subarray(start + 4);
      }
      const part = content.subarray(0, left);
      left -= part.length;
      arrived.update(part);
    });
    request.on('end', () => {
      const announced = Number(request.headers['content-length']);
      seen = { bytes, announced, hasFile: arrived.digest('hex') === hash.digest('hex') };
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"f"}');
    });
  });
  const { outcome, grownMiB } = await measure('upload', `http://127.0.0.1:${port}`, file);
  expect(outcome).toEqual({ id: 'f' });
  expect(seen).toEqual({ bytes: seen.announced, announced: seen.announced, hasFile: true });
  console.log(`upload of ${megabytes} MB: ${grownMiB} MiB more memory`);
  expect(grownMiB).toBeLessThan(mostMiB);
});

it('a download of 300 MB never lies in memory', async () => {
  const file = join(await freshFolder('large'), 'film.mp4.part');
  const hash = createHash('sha256');
  for (let count = 0; count < megabytes; count++) hash.update(megabyte);
  const { port } = await openWeb((_request, response) => {
    response.writeHead(200, { 'content-length': megabytes * megabyte.length });
    void pipeline(Array<Buffer>(megabytes).fill(megabyte), response);
  });
  const { outcome, grownMiB } = await measure('download', `http://127.0.0.1:${port}`, file);
  expect(outcome).toEqual({ bytes: megabytes * megabyte.length, sha256: hash.digest('hex') });
  console.log(`download of ${megabytes} MB: ${grownMiB} MiB more memory`);
  expect(grownMiB).toBeLessThan(mostMiB);
});
