import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { build } from 'vite';
import { storyOf } from './story.ts';

const root = resolve(import.meta.dirname, '../..');

/** A page that is served until it is stopped. */
export interface ServedPage {
  url: string;
  stop(): Promise<void>;
}

/** Telar with a matrix of so many cells, as it ships: the built host and page. */
export async function serveTelar(cells: number): Promise<ServedPage> {
  const home = await mkdtemp(join(tmpdir(), 'telar-bench-editor-'));
  const file = join(home, 'story.telar.json');
  await writeFile(file, storyOf(cells).text);
  const child = spawn(process.execPath, [join(root, 'out/main/cli.js'), 'serve', '--json', file], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, TELAR_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstLine(child);
  return {
    url: (JSON.parse(url) as { url: string }).url,
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let text = '';
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) done(text.slice(0, text.indexOf('\n')));
    });
    child.once('exit', (code) => fail(new Error(`telar serve ended with ${String(code)}`)));
  });
}

const kinds: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The bare page, built like ours: minified, in production mode. */
export async function serveBare(): Promise<ServedPage> {
  const out = await mkdtemp(join(tmpdir(), 'telar-bench-bare-'));
  await build({
    root: join(root, 'bench/editor'),
    base: './',
    mode: 'production',
    logLevel: 'error',
    configFile: false,
    build: { outDir: out, emptyOutDir: true, rolldownOptions: { input: join(root, 'bench/editor/bare-page.html') } },
  });
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname;
    readFile(join(out, path)).then(
      (bytes) => response.writeHead(200, { 'content-type': kinds[extname(path)] ?? 'text/plain' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the bare page has no port');
  return {
    url: `http://127.0.0.1:${address.port}/bare-page.html`,
    async stop() {
      await new Promise((done) => server.close(done));
      await rm(out, { recursive: true, force: true });
    },
  };
}
