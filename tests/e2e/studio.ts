import type { ChildProcess } from 'node:child_process';
import { test as base, expect, type Page } from '@playwright/test';
import { freshFolder, startTelar } from '../telar-process.ts';

/** A running web host with its own data folder. */
export interface Studio {
  readonly home: string;
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the host; the folder stays. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
}

/** Starts `telar serve` and resolves when it has printed its address. */
export async function startStudio(home: string, args: string[] = []): Promise<Studio> {
  let started = await launch(home, args);
  return {
    home,
    get url() {
      return started.url;
    },
    get process() {
      return started.process;
    },
    async stop(signal = 'SIGTERM') {
      if (started.process.exitCode !== null || started.process.signalCode !== null) return;
      const ended = new Promise((done) => started.process.once('exit', done));
      started.process.kill(signal);
      await ended;
    },
    async restart() {
      started = await launch(home, args);
    },
  };
}

function launch(home: string, args: string[]): Promise<{ url: string; process: ChildProcess }> {
  const child = startTelar(['serve', '--json', ...args], { home });
  return new Promise((done, fail) => {
    let stdout = '';
    let stderr = '';
    child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
    child.stdout?.on('data', (text: Buffer) => {
      stdout += text.toString();
      const line = stdout.split('\n')[0] ?? '';
      if (stdout.includes('\n')) done({ url: (JSON.parse(line) as { url: string }).url, process: child });
    });
    child.once('exit', (code) => fail(new Error(`telar serve ended with ${String(code)}: ${stderr}`)));
  });
}

/** Tests with a studio of their own and a page whose policy violations and script errors fail the test. */
export const test = base.extend<{ studio: Studio; problems: string[] }>({
  studio: async ({}, use) => {
    const studio = await startStudio(await freshFolder('studio'));
    await use(studio);
    await studio.stop();
  },
  problems: [
    async ({ page }, use) => {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
      page.on('request', (request) => {
        const { hostname, protocol } = new URL(request.url());
        const isLocal = hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:';
        if (!isLocal) problems.push(`outbound request: ${request.url()}`);
      });
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Trusted|violat/i.test(message.text())) {
          problems.push(message.text());
        }
      });
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`Content Security Policy violation: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the studio and waits until the sample story is on the screen. */
export async function openMatrix(page: Page, studio: Studio): Promise<void> {
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(12);
}

/** Runs what the run button offers and waits for the end. */
export async function runAll(page: Page): Promise<void> {
  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"][data-stale="false"]')).toHaveCount(12, {
    timeout: 60_000,
  });
}
