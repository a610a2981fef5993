import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { startWebHost, type WebHost } from '../../src/main/host/server/index.ts';
import { createTestCore, type TestCore } from '../contract/test-core.ts';

/** A data folder, a window and a core, fresh for every test, and the web hosts a test starts on them. */
export interface WebHosts {
  readonly home: string;
  readonly test: TestCore;
  /** Everything the hosts have logged, at every level. */
  readonly logged: string;
  start(options?: { port?: number }): Promise<WebHost>;
  stop(host: WebHost): Promise<void>;
}

/** Sets the fixture up for all tests of a file. */
export function useWebHosts(): WebHosts {
  let home = '';
  let test = createTestCore();
  let logged = '';
  const hosts: WebHost[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'telar-web-'));
    await mkdir(join(home, 'window', 'assets'), { recursive: true });
    await writeFile(join(home, 'window', 'index.html'), '<!doctype html><title>window</title>');
    await writeFile(join(home, 'window', 'assets', 'app-1.js'), 'void 0');
    await writeFile(join(home, 'secret.js'), 'secret');
    test = createTestCore();
    test.assets.set('take1', { mediaType: 'image/png', data: Buffer.from('0123456789') });
    logged = '';
  });
  afterEach(async () => {
    for (const host of hosts.splice(0)) await host.close();
    await rm(home, { recursive: true });
  });

  return {
    get home() {
      return home;
    },
    get test() {
      return test;
    },
    get logged() {
      return logged;
    },
    async start(options = {}) {
      const sink = new Writable({
        write(chunk: Buffer, _encoding, done) {
          logged += chunk.toString();
          done();
        },
      });
      const log = pino({ level: 'trace' }, sink);
      const host = await startWebHost({ core: test.core, rendererFolder: join(home, 'window'), home, log, ...options });
      hosts.push(host);
      return host;
    },
    async stop(host) {
      hosts.splice(hosts.indexOf(host), 1);
      await host.close();
    },
  };
}
