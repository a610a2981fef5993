import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { downloadFile } from '../src/main/artifact/index.ts';
import { createGuardedFetch } from '../src/main/platform/index.ts';

const run = promisify(execFile);
const megabytes = 1024;
const rounds = 3;

interface Measured {
  seconds: number;
  peakMiB: number;
}

/**
 * A download of 1 GiB by Telar (hashed, looked at and forced to disk) and by curl, each in a process of its own, from the
 * same local server: MB/s, medians, and the most memory.
 */
export async function measureDownload(folder: string): Promise<Record<string, number | null>> {
  const server = spawn(process.execPath, [import.meta.filename, 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [address] = (await once(server.stdout, 'data')) as [Buffer];
  const url = address.toString().trim();
  const file = join(folder, 'result.mp4.part');
  const ours: Measured[] = [];
  const curl: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await run(process.execPath, [import.meta.filename, 'fetch', url, file]);
    ours.push(JSON.parse(stdout) as Measured);
    await rm(file);
    const fetched = await byCurl(url, file);
    if (fetched !== null) curl.push(fetched);
    await rm(file, { force: true });
  }
  server.kill();
  const speed = (all: readonly Measured[]): number | null =>
    all.length === 0 ? null : Math.round((megabytes * 1.048576) / median(all.map(({ seconds }) => seconds)));
  const [our, their] = [speed(ours), speed(curl)];
  return {
    megabytes,
    rounds,
    mbPerSecond: our,
    curlMbPerSecond: their,
    ratio: our === null || their === null ? null : Number((our / their).toFixed(2)),
    peakMiB: Math.max(...ours.map(({ peakMiB }) => peakMiB)),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Null where there is no curl. */
async function byCurl(url: string, file: string): Promise<Measured | null> {
  try {
    const { stdout } = await run('curl', ['--silent', '--output', file, '--write-out', '%{time_total}', url]);
    return { seconds: Number(stdout), peakMiB: 0 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The most physical memory that this process ever had (Linux, proc(5)). */
async function peakMiB(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
}

async function serve(): Promise<void> {
  const chunk = Buffer.alloc(1024 ** 2, 'telar');
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': megabytes * chunk.length, 'content-type': 'video/mp4' });
    let left = megabytes;
    const send = (): void => {
      while (left > 0) {
        left -= 1;
        if (!response.write(chunk)) return void response.once('drain', send);
      }
      response.end();
    };
    send();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}/`);
}

async function fetchOnce(url: string, file: string): Promise<void> {
  const start = performance.now();
  await downloadFile(url, file, {
    fetch: createGuardedFetch({ exemptOrigins: () => [url] }),
    mayFetch: () => true,
    assetType: 'video',
    signal: new AbortController().signal,
  });
  console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, peakMiB: await peakMiB() }));
}

if (process.argv[1] === import.meta.filename) {
  const [what, url = '', file = ''] = process.argv.slice(2);
  if (what === 'serve') await serve();
  else await fetchOnce(url, file);
}
